import type { Knex } from 'knex';
import { PgBoss, type Db, type JobWithMetadata, type WorkOptions } from 'pg-boss';
import type { Breaker } from '../database/breaker.ts';
import { reasonOf, StorageUnavailable } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { withRequest } from '../request.ts';
import { jobStore } from './job-store.ts';
import { onlyFitting, type OnFinished, type Work } from './work.ts';

/** The workers of this process. */
export interface Queues {
  /** Looks for work, and for processes that died, at once instead of at the next tick. */
  wake(): Promise<void>;
  /** Takes no more jobs, and waits for those that run. */
  stop(): Promise<void>;
}

/** Seconds between two looks for jobs that are due, of an idle queue; and, of all processes together, for jobs whose process died. */
const LOOK_EVERY_S = 1;
const SUPERVISE_EVERY_S = 15;
const MONITOR_EVERY_S = 30;
/** Milliseconds after which what the database kept from starting is tried again. */
const RETRY_MS = 2_000;
/** Milliseconds that running jobs have to end when the process stops. */
const STOP_WITHIN_MS = 8_000;

const WORK = {
  includeMetadata: true,
  perJobResults: true,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: LOOK_EVERY_S,
} as const satisfies WorkOptions;

/**
 * Works on queues that `prepareQueues` made. While the breaker is open nobody looks for jobs; an outage is
 * logged once when it begins and once when it is over. What is due lies in the future when it is written down, so
 * LISTEN would tell nothing: an idle queue is one indexed statement a second.
 * @param knex the workers' own small pool, so that neither they nor interactions wait for each other's connections
 */
export async function startQueues(options: {
  knex: Knex;
  works: readonly Work[];
  breaker?: Breaker;
  onFinished?: OnFinished;
  log: Logger;
}): Promise<Queues> {
  const { knex, breaker, onFinished, log } = options;
  const works = options.works.map((work) => onlyFitting(work, log));
  const boss = new PgBoss({
    db: onceAnOutage(jobStore(knex), log),
    migrate: false,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_EVERY_S,
    monitorIntervalSeconds: MONITOR_EVERY_S,
    // The role of the bot owns no index; what is needed is done where migrations are.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (err) => {
    if (err.name !== StorageUnavailable.name) log.error({ err }, 'job queue error');
  });
  boss.on('warning', ({ message, data }) => log.warn({ warning: message, data }, 'job queue warning'));

  const workers = new Map<string, string>();
  let stopped = false;
  let started = false;
  let retry: NodeJS.Timeout | undefined;
  // One after the other, however fast the breaker changes its mind.
  let turn: Promise<void> = Promise.resolve();
  async function follow(): Promise<void> {
    const runs = !stopped && breaker?.state !== 'open';
    if (runs && !started) {
      await boss.start();
      started = true;
    }
    for (const work of works) {
      const { batchSize } = work;
      const queue = work.queue.name;
      const id = workers.get(queue);
      if (runs && !id) {
        const take = (jobs: JobWithMetadata[]) =>
          withRequest(`job ${queue}`, () => work.run(jobs, onFinished));
        workers.set(queue, await boss.work(queue, { ...WORK, batchSize }, take));
      } else if (!runs && id) {
        workers.delete(queue);
        // While storage is away, what runs ends when it ends; a process that stops waits for it.
        await boss.offWork(queue, { id, wait: stopped });
      }
    }
  }
  /** The database may fail at any moment, also while they start: that must end nothing, and is made up for. */
  async function recover(reason: unknown): Promise<void> {
    if (!(reason instanceof StorageUnavailable))
      log.error({ err: reason }, 'starting or stopping the job workers failed');
    // What has started in part must end before it can start again; that is told like any other outage.
    if (!started) await boss.stop({ graceful: false }).catch(() => undefined);
    if (!stopped) retry = setTimeout(() => void inTurn(), RETRY_MS).unref();
  }
  function inTurn(): Promise<void> {
    clearTimeout(retry);
    return (turn = turn.then(follow).catch(recover));
  }
  const unfollow = breaker?.onChange(() => void inTurn());
  await inTurn();

  return {
    async wake() {
      if (!started) return;
      await boss.supervise();
      for (const id of workers.values()) boss.notifyWorker(id);
    },
    async stop() {
      stopped = true;
      unfollow?.();
      await inTurn();
      clearTimeout(retry);
      await boss.stop({ timeout: STOP_WITHIN_MS });
    },
  };
}

function onceAnOutage(db: Db, log: Logger): Db {
  let out = false;
  return {
    async executeSql(text, values) {
      try {
        const result = await db.executeSql(text, values);
        if (out) log.info('job queues resumed');
        out = false;
        return result;
      } catch (error) {
        if (error instanceof StorageUnavailable && !out) {
          out = true;
          log.warn({ reason: reasonOf(error) }, 'job queues paused: storage unavailable');
        }
        throw error;
      }
    },
  };
}
