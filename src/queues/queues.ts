import { z } from 'zod';
import { declareQueue, type Policy } from './declare.ts';

const DAY_S = 24 * 3600;

/** A message that Discord refuses for a while is tried for five hours. */
const MESSAGES: Policy = {
  retryLimit: 24,
  retryDelay: 5,
  retryDelayMax: 900,
  expireInSeconds: 900,
  retentionSeconds: 30 * DAY_S,
};

/** Every queue there is. */
export const QUEUES = {
  reminders: declareQueue('reminders', {
    payload: { reminderId: z.uuid() },
    once: 'reminderId',
    policy: MESSAGES,
  }),
  notices: declareQueue('notices', { payload: { noticeId: z.uuid() }, once: 'noticeId', policy: MESSAGES }),
  /** Messages of reminders that are no longer true, and are to say so. */
  remindersClosed: declareQueue('reminders_closed', {
    payload: { reminderId: z.uuid() },
    once: 'reminderId',
    policy: {
      retryLimit: 5,
      retryDelay: 5,
      retryDelayMax: 300,
      expireInSeconds: 300,
      retentionSeconds: DAY_S,
    },
  }),
  /** What somebody asked for of their own data and was too large to be made while they waited. */
  exports: declareQueue('exports', {
    payload: { exportId: z.uuid(), userId: z.string() },
    once: 'userId',
    policy: {
      retryLimit: 5,
      retryDelay: 10,
      retryDelayMax: 300,
      expireInSeconds: 900,
      retentionSeconds: DAY_S,
    },
  }),
};
