import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { FakeDiscord } from '../discord/fake-discord.ts';
import { endOf } from '../processes/usage.ts';
import type { Bench } from '../run.ts';
import { JOBS, readExplained } from '../sql/explained.ts';
import type { Watched } from './measured.ts';

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
/** Milliseconds between two looks, and without a message after which none is expected to come any more. */
const LOOK_MS = 50;
const SILENCE_MS = 120_000;

/** Lets reminders out of all that lie ahead become due, while the bot is away. @returns their ids */
export async function letRemindersBecomeDue(client: Client, calls: number): Promise<string[]> {
  // Without jobs, as after a restore: the bot then makes them itself, with a statement that is measured, too.
  const { rows } = await client.query<{ id: string }>(`
    with chosen as (
           select id from reminders where state = 'pending' and held_at is null
           order by md5(id::text) limit ${calls * EACH}),
         silent as (delete from pgboss.job where name = 'reminders' and singleton_key in (select id::text from chosen))
    update reminders set remind_at = now() - random() * interval '1 minute' where id in (select id from chosen)
    returning id`);
  return rows.map(({ id }) => id);
}

/** Waits until a bot that has just started has sent and recorded them all, and reads what it asked for from the log. */
export async function watchReminders(
  { database, signal }: Bench,
  {
    discord,
    client,
    due,
    from,
  }: { discord: FakeDiscord; client: Client; due: readonly string[]; from: number },
): Promise<Watched[]> {
  let messages = 0;
  let since = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const states = await statesOf(client, due);
    if (states.get('sent') === due.length) {
      const watched = await readWatched(database.logFile, from);
      // The lag is looked at by another job, which need not come first.
      if (watched.every(({ calls }) => calls.length > 0)) return watched;
    }
    if (discord.sent.messages.length > messages) since = performance.now();
    messages = discord.sent.messages.length;
    if (performance.now() - since > SILENCE_MS)
      throw new Error(
        `of ${due.length} reminders ${messages} came: ${JSON.stringify(Object.fromEntries(states))}`,
      );
    await sleep(LOOK_MS);
  }
}

async function statesOf(client: Client, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ state: string; count: number }>(
    `select case when held_at is null then state else 'held' end as state, count(*)::int as count
     from reminders where id = any($1) group by 1`,
    [ids],
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}

async function readWatched(logFile: string, from: number): Promise<Watched[]> {
  const all = await readExplained(logFile, from, await endOf(logFile), JOBS);
  return STATEMENTS.map(([kind, sql]) => ({
    kind,
    calls: all
      .filter((one) => !one.nested && sql.test(one.sql.trim()))
      .map((one) => ({ client: null, database: one.milliseconds, statements: [one] })),
  }));
}
