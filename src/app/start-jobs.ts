import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createDeliver } from '../discord/send/deliver.ts';
import { isMember } from '../discord/connection/guild-member.ts';
import { listGuilds } from '../discord/connection/guild-list.ts';
import { createCloseReminder, type ClosedMessage } from '../discord/send/close-reminder.ts';
import { createSendPart } from '../discord/send/send-part.ts';
import { createSend, type MessageOf } from '../discord/send/send-errand.ts';
import type { Metrics } from '../health/metrics/metrics.ts';
import { writeErasures } from '../jobs/erasures-file.ts';
import { backupFolder } from '../project.ts';
import { every, type Job } from '../queues/every.ts';
import { exportsWork } from '../jobs/exports.ts';
import { purge } from '../jobs/purge.ts';
import { QUEUES } from '../queues/queues.ts';
import { startQueues } from '../queues/start-queues.ts';
import { reconcileGuilds } from '../jobs/reconcile-guilds.ts';
import { reconcileMembers } from '../jobs/reconcile-members.ts';
import { outboxWork } from '../queues/outbox/worker.ts';
import { closingsWork } from '../jobs/reminders/close.ts';
import type { Travel } from '../jobs/travel.ts';
import type { Translations } from '../locales/translate.ts';
import type { Logger } from '../logger.ts';
import { NOTICES, type ClaimedNotice } from '../models/notice/outbox.ts';
import { outboxLag } from '../queues/outbox/lag.ts';
import { reconcileOutboxes } from '../queues/outbox/reconcile.ts';
import type { JobOutcome, OnFinished, Work } from '../queues/work.ts';
import { OUTBOXES } from '../models/outboxes.ts';
import { REMINDERS, type ClaimedReminder } from '../models/reminder/outbox.ts';
import { releaseHeld } from '../models/reminder/release.ts';
import type { OpenDatabase } from './open-database.ts';

/** Milliseconds between two runs of a job that is in no hurry; of one that is; and between two looks at the lag. */
const HOUR_MS = 60 * 60_000;
const RECONCILE_REMINDERS_MS = 5 * 60_000;
const RECONCILE_OUTBOXES_MS = 5 * 60_000;
const RECONCILE_MEMBERS_MS = 5 * 60_000;
const LAG_MS = 15_000;
const WRITE_ERASURES_MS = 60_000;

/** Of the requests that Discord allows, messages that nobody asked for just now take this share; the rest is for answers. */
const ERRANDS_SHARE = 0.6;

/** For metrics: what was refused or had nothing to do is done, too. */
const COUNTED: Readonly<Record<JobOutcome, 'done' | 'failed' | 'dead'>> = {
  done: 'done',
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
  for (const { name } of Object.values(QUEUES)) metrics.jobQueue(name);
  const close = createCloseReminder({
    rest,
    translations,
    message: parts.closedReminder,
  });
  const working = { knex: forJobs, now: clock.now, log };
  const works: Work[] = [
    outboxWork({
      ...working,
      outbox: REMINDERS,
      send: createSend({ deliver, translations, message: parts.reminderMessage }),
    }),
    outboxWork({
      ...working,
      outbox: NOTICES,
      send: createSend({ deliver, translations, message: parts.noticeMessage }),
    }),
    closingsWork({ ...working, close }),
    exportsWork({ ...working, translations, send: createSendPart(deliver) }),
  ];
  const onFinished: OnFinished = (queue, outcome, seconds) =>
    metrics.jobFinished(queue, COUNTED[outcome], seconds);
  const queues = await startQueues({ knex: forJobs, works, breaker, onFinished, log });
  parts.travel?.wakes(() => queues.wake());

  const periodically = (milliseconds: number, name: string, run: () => Promise<void>): Job => {
    metrics.periodicJob(name);
    return every(milliseconds, name, run, log, metrics.jobFinished);
  };
  const inTheBackground = [
    periodically(RECONCILE_REMINDERS_MS, 'reconcile reminders', async () => {
      const released = await releaseHeld(forJobs);
      if (released > 0) log.info({ released }, 'held reminders released');
    }),
    periodically(RECONCILE_OUTBOXES_MS, 'reconcile outboxes', () =>
      reconcileOutboxes(forJobs, OUTBOXES, clock.now(), log),
    ),
    periodically(LAG_MS, 'lag of messages', async () => {
      for (const outbox of OUTBOXES)
        metrics.jobLag(outbox.queue.name, await outboxLag(forJobs, outbox, clock.now()));
    }),
    periodically(HOUR_MS, 'reconcile guilds', () => reconcileGuilds(database, () => listGuilds(rest), log)),
    periodically(RECONCILE_MEMBERS_MS, 'reconcile members', () =>
      reconcileMembers(database, (guildId, userId) => isMember(rest, guildId, userId), log),
    ),
    periodically(HOUR_MS, 'purge', () => purge(database, log)),
    periodically(
      WRITE_ERASURES_MS,
      'write erasures',
      async () => void (await writeErasures(forJobs, backupFolder(config))),
    ),
  ];
  return {
    async stop() {
      await Promise.all([queues, ...inTheBackground].map((job) => job.stop()));
    },
  };
}
