import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How a run of a job ended: `failed` is tried again, `dead` never. */
export type JobOutcome = 'done' | 'failed' | 'dead';

const OUTCOMES: readonly JobOutcome[] = ['done', 'failed', 'dead'];

/** Seconds. */
const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300];

/** Queues and periodic jobs are named in the source: they are few. */
export function jobMetrics(registry: Registry) {
  const registers = [registry];
  const finished = new Counter({
    name: 'ostinato_jobs_total',
    help: 'Runs of jobs that ended, by queue or periodic job; `dead` ones are given up',
    labelNames: ['queue', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'ostinato_job_duration_seconds',
    help: 'Runs of jobs',
    labelNames: ['queue'],
    buckets: BUCKETS,
    registers,
  });
  const lag = new Gauge({
    name: 'ostinato_job_lag_seconds',
    help: 'How long the oldest job that is due has been waiting',
    labelNames: ['queue'],
    registers,
  });

  return {
    /** There is such a queue. Told when it is made, so that the first job that is given up is an increase. */
    jobQueue: (queue: string): void => {
      for (const outcome of OUTCOMES) finished.inc({ queue, outcome }, 0);
      lag.set({ queue }, 0);
    },
    /** There is such a job, which runs again and again: what fails is made up for by the next run, and nothing waits. */
    periodicJob: (name: string): void => {
      for (const outcome of ['done', 'failed']) finished.inc({ queue: name, outcome }, 0);
    },
    /** A run of a job ended after that many seconds. */
    jobFinished: (queue: string, outcome: JobOutcome, seconds: number): void => {
      finished.inc({ queue, outcome });
      duration.observe({ queue }, seconds);
    },
    /** How late a queue is; 0 when nothing in it is due. */
    jobLag: (queue: string, seconds: number): void => {
      lag.set({ queue }, seconds);
    },
  };
}
