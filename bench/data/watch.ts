import type { FakeDiscord } from '../discord/fake-discord.ts';
import { drive } from '../discord/load.ts';
import { endOf } from '../processes/usage.ts';
import type { Bench } from '../run.ts';
import { readExplained } from '../sql/explained.ts';
import type { Caller } from './callers.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { Call, Watched } from './measured.ts';

/** Often enough that a prepared statement has the plan it will keep. */
const WARM_UP = 12;

/** Carries out each kind of command through a bot that is connected, one call after the other, and reads in the server's log what each did. */
export async function watchCalls(
  { database, options, signal }: Bench,
  discord: FakeDiscord,
  callers: readonly Caller[],
): Promise<Watched[]> {
  async function call(kind: Kind, n: number): Promise<{ client: number; from: number; to: number }> {
    const caller = callers[n % callers.length];
    if (!caller) throw new Error('there are no playlists to call with');
    const { userId, guildId } = caller;
    const load = { next: () => ({ userId, guildId, ...kind.type(caller, n) }), expects: '' };
    const from = await endOf(database.logFile);
    const { p50 } = await drive(discord, load, { concurrency: 1, seconds: 5, count: 1 });
    return { client: p50, from, to: await endOf(database.logFile) };
  }

  const watched: Watched[] = [];
  for (const kind of KINDS) {
    for (let n = 0; n < Math.min(WARM_UP, options.calls); n += 1) await call(kind, n);
    const calls: Call[] = [];
    for (let n = 0; n < options.calls; n += 1) {
      signal.throwIfAborted();
      const { client, from, to } = await call(kind, n);
      const statements = await readExplained(database.logFile, from, to);
      const own = statements.filter(({ nested }) => !nested);
      calls.push({ client, database: own.reduce((sum, one) => sum + one.milliseconds, 0), statements });
    }
    watched.push({ kind: kind.name, calls });
  }
  return watched;
}

/** A command that was refused is no measurement. @param log of the bot @throws Error where it says so more than rarely */
export function refuseRefusals(log: string): void {
  const refused = log
    .split('\n')
    .filter((line) => /"msg":"interaction"/.test(line) && !/"outcome":"ok"/.test(line));
  const share = refused.length / log.split('"msg":"interaction"').length;
  // A moved or removed track may not be there a second time; anything beyond that is a mistake of the bench.
  if (share > 0.02) throw new Error(`${refused.length} calls did not succeed, such as ${refused[0]}`);
}
