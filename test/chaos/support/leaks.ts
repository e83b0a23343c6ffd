import { until } from '../../support/until.ts';
import type { HurtServer } from './server.ts';

/** Milliseconds: the pool closes a connection that nobody used for thirty seconds; one that leaked it never closes. */
const IDLE_MS = 60_000;

/** Waits until every connection that the bot has now is closed or used again; tells which are not. */
export async function givesBackAllConnections(server: HurtServer): Promise<string[]> {
  const [now] = await server.query<{ now: string }>('select now()::text as now');
  const old = async () =>
    server.query<{ pid: number; state: string; query: string }>(
      `select pid, state, query from pg_stat_activity
       where application_name = 'ostinato' and state_change < $1::timestamptz`,
      [now?.now],
    );
  try {
    await until('no connection of before is left', async () => (await old()).length === 0, IDLE_MS);
  } catch {
    // Their names are worth more than that it took too long.
  }
  return (await old()).map(({ pid, state, query }) => `${pid} stays ${state}: ${query}`);
}
