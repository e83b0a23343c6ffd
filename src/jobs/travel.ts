import type { Knex } from 'knex';
import type { createClock } from '../clock.ts';
import type { Logger } from '../logger.ts';

/** Lets the tests' parent process move this one through time. */
export interface Travel {
  /** What to do on arrival, before the parent is told. */
  wakes(wake: () => Promise<void>): void;
}

/**
 * Sets the clock by that of the job queues, which a test can move for every process at once, and again whenever the
 * parent process says so. Only where NODE_ENV is test.
 */
export async function travelWithTests(
  knex: Knex,
  clock: ReturnType<typeof createClock>,
  log: Logger,
): Promise<Travel> {
  let onArrival: () => Promise<void> = () => Promise.resolve();
  async function set(): Promise<void> {
    const { rows } = await knex.raw<{ rows: { ahead: number }[] }>(
      'select extract(epoch from pgboss.job_now() - now())::float * 1000 as ahead',
    );
    clock.runAhead(rows[0]?.ahead ?? 0);
  }
  await set();
  process.on('message', (message: { travelled?: boolean }) => {
    if (!message.travelled) return;
    void set()
      .then(onArrival)
      .catch((err: unknown) => log.warn({ err }, 'time travel failed'))
      .then(() => process.send?.({ arrived: true }));
  });
  return { wakes: (wake) => void (onArrival = wake) };
}
