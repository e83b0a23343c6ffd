import type { JobResult, JobWithMetadata } from 'pg-boss';
import { reasonOf, StorageUnavailable } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Queue } from './declare.ts';

/** How a job ended, for log and metrics. `idle`: it rang for nothing; `refused`: it cannot be done, now or later. */
export type JobOutcome = 'done' | 'sent' | 'refused' | 'retried' | 'dead' | 'idle';

/** Told of each job that ended; seconds since it was taken. */
export type OnFinished = (queue: string, outcome: JobOutcome, seconds: number) => void;

/** What is needed of a job of pg-boss's. */
export type Taken<Data extends object = object> = Pick<
  JobWithMetadata<Data>,
  'id' | 'data' | 'retryCount' | 'retryLimit'
>;

/** How a queue is worked on. */
export interface Work<Data extends object = object> {
  readonly queue: Queue<Data>;
  /** Jobs that are taken at once; their outcomes are told one by one. */
  readonly batchSize: number;
  run(jobs: readonly Taken<Data>[], onFinished?: OnFinished): Promise<JobResult[]>;
}

/** Whether a job that fails now will not be tried again. */
export const isLastAttempt = ({ retryCount, retryLimit }: Taken) => retryCount >= retryLimit;

/** How a job that failed is to be settled. */
export function failed(job: Taken, reason: string): [JobOutcome, JobResult] {
  return isLastAttempt(job)
    ? ['dead', { id: job.id, status: 'deadletter', output: { reason } }]
    : ['retried', { id: job.id, status: 'failed', output: { reason } }];
}

/** Why an attempt failed, for operators. */
export const reasonFor = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${reasonOf(error)}` : String(error);

/**
 * Work that may be done twice without harm, a job at a time: what it throws is logged, and tried again later.
 * @param run returns `idle` when there was nothing to do any more
 */
export function eachJob<Data extends object>(
  queue: Queue<Data>,
  options: { batchSize: number; log: Logger; run: (data: Data) => Promise<'done' | 'idle'> },
): Work<Data> {
  const { batchSize, log, run } = options;

  async function attempt(job: Taken<Data>): Promise<[JobOutcome, JobResult]> {
    try {
      return [await run(job.data), { id: job.id, status: 'completed' }];
    } catch (err) {
      const reason = reasonFor(err);
      const why = err instanceof StorageUnavailable ? { reason } : { err };
      log.warn({ queue: queue.name, job: job.data, ...why, isLast: isLastAttempt(job) }, 'job failed');
      return failed(job, reason);
    }
  }
  return {
    queue,
    batchSize,
    async run(jobs, onFinished) {
      const results: JobResult[] = [];
      for (const job of jobs) {
        const startedAt = performance.now();
        const [outcome, result] = await attempt(job);
        onFinished?.(queue.name, outcome, (performance.now() - startedAt) / 1_000);
        results.push(result);
      }
      return results;
    },
  };
}

/** Keeps from a worker what its payload schema refuses: it was written by another version, and is given up at once. */
export function onlyFitting<Data extends object>(work: Work<Data>, log: Logger): Work<Data> {
  const { queue } = work;
  return {
    ...work,
    async run(jobs, onFinished) {
      const fitting: Taken<Data>[] = [];
      const results: JobResult[] = [];
      for (const job of jobs) {
        const read = queue.payload.safeParse(job.data);
        if (read.success) {
          fitting.push({ ...job, data: read.data });
          continue;
        }
        log.error(
          { queue: queue.name, job: job.id, issues: read.error.issues },
          'job does not fit its queue',
        );
        onFinished?.(queue.name, 'dead', 0);
        results.push({ id: job.id, status: 'deadletter', output: { reason: 'it does not fit its queue' } });
      }
      return fitting.length === 0 ? results : [...results, ...(await work.run(fitting, onFinished))];
    },
  };
}
