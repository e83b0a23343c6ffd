import { setTimeout as sleep } from 'node:timers/promises';
import { startFakeDiscord } from '../discord/fake-discord.ts';
import { startOstinato } from '../processes/bots.ts';
import type { Bench } from '../run.ts';
import { endOf } from '../processes/usage.ts';
import { explainEverything, JOBS, readExplained } from '../sql/explained.ts';
import type { Watched } from './watch.ts';

/** What the bot asks while reminders go out, by what is in the statement. */
const STATEMENTS: readonly [kind: string, sql: RegExp][] = [
  ['reminders: jobs made', /select from fresh f where enqueue\(/],
  ['reminders: jobs taken', /for update of j skip locked/i],
  ['reminders: claimed', /^with judged as/],
  ['reminders: recorded', /^update reminders set state = 'sent'/],
  ['reminders: lag', /min\((r\.)?remind_at\)/],
];

/** Reminders for each call that was wished for. */
const EACH = 2;
/** Milliseconds between two looks, and until they must have gone out. */
const LOOK_MS = 50;
const DEADLINE_MS = 120_000;

/** Lets reminders out of all that lie ahead become due while the bot is away, and watches what it does when it is back. */
export async function watchReminders(bench: Bench, name: string): Promise<Watched[]> {
  const { processes, database, options, signal } = bench;
  const due = await database.on(name, async (client) => {
    // Without jobs, as after a restore: the bot then makes them itself, with a statement that is measured, too.
    const { rowCount } = await client.query(`
      with chosen as (select id from reminders where state = 'pending' order by md5(id::text) limit ${options.calls * EACH}),
           silent as (delete from pgboss.job where name = 'reminders' and singleton_key in (select id::text from chosen))
      update reminders set remind_at = now() - random() * interval '1 minute' where id in (select id from chosen)`);
    await explainEverything(client, name);
    return rowCount ?? 0;
  });
  await using discord = await startFakeDiscord();
  const from = await endOf(database.logFile);
  const env = { DISCORD_REQUESTS_PER_SECOND: '10000' };
  const bot = await startOstinato(processes, `${name} reminders`, discord, database.url(name), { env });
  try {
    const until = performance.now() + DEADLINE_MS;
    while (discord.sent.messages.length < due) {
      signal.throwIfAborted();
      if (performance.now() > until) throw new Error(`${due} reminders did not go out`);
      await sleep(LOOK_MS);
    }
  } finally {
    await bot.stop();
    await database.on(name, (client) => client.query(`alter database ${name} reset all`));
  }
  const all = await readExplained(database.logFile, from, await endOf(database.logFile), JOBS);
  return STATEMENTS.map(([kind, sql]) => ({
    kind,
    calls: all
      .filter((one) => !one.nested && sql.test(one.sql.trim()))
      .map((one) => ({ client: null, database: one.milliseconds, statements: [one] })),
  }));
}
