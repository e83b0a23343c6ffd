import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createDeliver } from '../discord/send/deliver.ts';
import { isMember } from '../discord/connection/guild-member.ts';
import { listGuilds } from '../discord/connection/guild-list.ts';
import { createCloseReminder, type ClosedMessage } from '../discord/send/close-reminder.ts';
import { createSend, type MessageOf } from '../discord/send/send-errand.ts';
import type { Metrics } from '../health/metrics/metrics.ts';
import { every, type Job } from '../queues/every.ts';
import { purge } from '../jobs/purge.ts';
import { startQueues } from '../queues/queues.ts';
import { reconcileGuilds } from '../jobs/reconcile-guilds.ts';
import { reconcileMembers } from '../jobs/reconcile-members.ts';
import type { JobOutcome } from '../queues/outbox/batch.ts';
import { outboxWork } from '../queues/outbox/worker.ts';
import { reconcileReminders } from '../jobs/reminders/reconcile.ts';
import { closingsWork } from '../jobs/reminders/close.ts';
import type { Travel } from '../jobs/travel.ts';
import type { Translations } from '../locales/translate.ts';
import type { Logger } from '../logger.ts';
import { claimNotices, type ClaimedNotice } from '../models/notice/claim.ts';
import { outboxLag } from '../queues/outbox/lag.ts';
import { NOTICES, REMINDERS } from '../queues/outbox/outbox.ts';
import { claimReminders, type ClaimedReminder } from '../models/reminder/claim.ts';
import type { OpenDatabase } from './open-database.ts';

/** Milliseconds between two runs of a job that is in no hurry; of one that is; and between two looks at the lag. */
const HOUR_MS = 60 * 60_000;
const RECONCILE_REMINDERS_MS = 5 * 60_000;
const RECONCILE_MEMBERS_MS = 5 * 60_000;
const LAG_MS = 15_000;

/** Of the requests that Discord allows, messages that nobody asked for just now take this share; the rest is for answers. */
const ERRANDS_SHARE = 0.6;

/** What is sent without being asked for just now. */
const OUTBOXES = [REMINDERS, NOTICES];

/** For metrics: what was refused or had nothing to do is done, too. */
const COUNTED: Readonly<Record<JobOutcome, 'done' | 'failed' | 'dead'>> = {
  sent: 'done',
  refused: 'done',
  idle: 'done',
  retried: 'failed',
  dead: 'dead',
};

/** Starts what runs without being asked: reminders, the comparisons with Discord, the purge. */
export async function startJobs(parts: {
  config: Config;
  client: Client<true>;
  opened: OpenDatabase;
  clock: Clock;
  translations: Translations;
  reminderMessage: MessageOf<ClaimedReminder>;
  noticeMessage: MessageOf<ClaimedNotice>;
  closedReminder: ClosedMessage;
  metrics: Metrics;
  travel: Travel | undefined;
  log: Logger;
}): Promise<Job> {
  const { config, client, clock, metrics, log } = parts;
  const { database, forJobs, breaker } = parts.opened;
  const { rest } = client;

  const { translations } = parts;
  const deliver = createDeliver({
    rest,
    botId: client.user.id,
    requestsPerSecond: Math.floor(config.DISCORD_REQUESTS_PER_SECOND * ERRANDS_SHARE),
  });
  for (const { queue } of OUTBOXES) metrics.jobQueue(queue);
  const close = createCloseReminder({
    rest,
    translations,
    message: parts.closedReminder,
  });
  const sending = {
    knex: forJobs,
    now: clock.now,
    log,
    onFinished: (queue: string, outcome: JobOutcome, seconds: number) =>
      metrics.jobFinished(queue, COUNTED[outcome], seconds),
  };
  const works = {
    ...outboxWork({
      ...sending,
      outbox: REMINDERS,
      claim: claimReminders,
      send: createSend({ deliver, translations, message: parts.reminderMessage }),
    }),
    ...outboxWork({
      ...sending,
      outbox: NOTICES,
      claim: claimNotices,
      send: createSend({ deliver, translations, message: parts.noticeMessage }),
    }),
    ...closingsWork({ knex: forJobs, close, now: clock.now, log }),
  };
  const queues = await startQueues({ knex: forJobs, works, breaker, log });
  parts.travel?.wakes(() => queues.wake());

  const inTheBackground = [
    every(
      RECONCILE_REMINDERS_MS,
      'reconcile reminders',
      () => reconcileReminders(forJobs, clock.now(), log),
      log,
    ),
    every(
      LAG_MS,
      'lag of messages',
      async () => {
        for (const outbox of OUTBOXES)
          metrics.jobLag(outbox.queue, await outboxLag(forJobs, outbox, clock.now()));
      },
      log,
    ),
    every(HOUR_MS, 'reconcile guilds', () => reconcileGuilds(database, () => listGuilds(rest), log), log),
    every(
      RECONCILE_MEMBERS_MS,
      'reconcile members',
      () => reconcileMembers(database, (guildId, userId) => isMember(rest, guildId, userId), log),
      log,
    ),
    every(HOUR_MS, 'purge', () => purge(database, log), log),
  ];
  return {
    async stop() {
      await Promise.all([queues, ...inTheBackground].map((job) => job.stop()));
    },
  };
}
