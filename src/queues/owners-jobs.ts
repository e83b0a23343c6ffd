import type { Knex } from 'knex';
import { deadJob, deadJobs, dropDead, retryAllDead, retryDead, type DeadJob } from './dead.ts';
import { queueOverview, type QueueOverview } from './overview.ts';
import type { OutboxTable } from './outbox/outbox.ts';

/** What the bot's owner sees of the queues and can do with dead jobs; all of it throws StorageUnavailable. */
export interface OwnersJobs {
  /** The queues of all processes together. */
  queues(): Promise<QueueOverview[]>;
  /** The jobs that died last. */
  dead(limit: number): Promise<DeadJob[]>;
  /** One of them; undefined when somebody has retried or dropped it by now. */
  find(id: string): Promise<DeadJob | undefined>;
  /** Gives it all its attempts again. @returns false when somebody else was faster */
  retry(job: DeadJob): Promise<boolean>;
  /** The same for the oldest of a queue. @returns how many were retried, and how many are dead still */
  retryAll(queue: string): Promise<{ retried: number; left: number }>;
  /** Forgets it. @returns false when somebody else was faster */
  drop(id: string): Promise<boolean>;
}

export const createOwnersJobs = (knex: Knex, outboxes: readonly OutboxTable[]): OwnersJobs => ({
  queues: () => queueOverview(knex),
  dead: (limit) => deadJobs(knex, limit),
  find: (id) => deadJob(knex, id),
  retry: (job) => retryDead(knex, outboxes, job),
  retryAll: (queue) => retryAllDead(knex, outboxes, [queue]),
  drop: (id) => dropDead(knex, id),
});
