import type { OutboxTable } from '../queues/outbox/outbox.ts';
import { NOTICES } from './notice/outbox.ts';
import { REMINDERS } from './reminder/outbox.ts';

/** Every outbox there is. */
export const OUTBOXES: readonly OutboxTable[] = [REMINDERS, NOTICES];
