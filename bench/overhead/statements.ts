import { startOstinato } from '../processes/bots.ts';
import { startFakeDiscord } from '../discord/fake-discord.ts';
import { drive, type Load } from '../discord/load.ts';
import type { Bench } from '../run.ts';
import { endOf, explainEverything, readExplained, type Explained } from '../sql/explained.ts';
import type { Binding, Statement } from '../sql/statement.ts';

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

const OBSERVED = 5;

/**
 * What Ostinato asks of the database for a load, read off it at work: what the plain bot will send. Of several
 * interactions the one with the fewest statements counts: in the others the caller's settings were not cached yet. What
 * has no bindings is left out: there Ostinato makes sure that it does not do the same twice, which a plain bot does not.
 */
export async function statementsOf(
  { processes, database }: Bench,
  name: string,
  loads: Record<'read' | 'write', Load>,
): Promise<Record<'read' | 'write', Statement[]>> {
  await database.on(name, (client) => explainEverything(client, name));
  await using discord = await startFakeDiscord();
  const bot = await startOstinato(processes, 'observed', discord, database.url(name));
  async function observe(load: Load): Promise<Statement[]> {
    const same = { ...load, next: () => load.next(0) };
    let fewest: Explained[] | undefined;
    for (let n = 0; n < OBSERVED; n += 1) {
      const from = await endOf(database.logFile);
      await drive(discord, same, { concurrency: 1, seconds: 30, count: 1 });
      const explained = await readExplained(database.logFile, from, await endOf(database.logFile));
      const own = explained.filter(({ nested, bindings }) => !nested && bindings.length > 0);
      if (!fewest || own.length < fewest.length) fewest = own;
    }
    return (fewest ?? []).map((one) => asStatement(one, load));
  }
  try {
    return { read: await observe(loads.read), write: await observe(loads.write) };
  } finally {
    await bot.stop();
    await database.on(name, (client) => client.query(`alter database ${name} reset all`));
  }
}

function asStatement({ sql, bindings }: Explained, load: Load): Statement {
  const { userId, guildId, options = {} } = load.next(0);
  const sources = new Map<string | null, Binding>([
    [userId, { is: 'user' }],
    [guildId, { is: 'guild' }],
    [String(options['playlist']), { is: 'playlist' }],
    ...(options['track'] ? ([[String(options['track']), { is: 'track' }]] as const) : []),
  ]);
  return {
    sql,
    reads: !/\b(insert|update|delete)\b/i.test(sql) && !/\bfor (no key )?update\b/i.test(sql),
    bindings: bindings.map(
      (value) => sources.get(value) ?? (value && ID.test(value) ? { is: 'new id' } : { constant: value }),
    ),
  };
}
