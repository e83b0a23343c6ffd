import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TOKEN, type FakeDiscord } from '../discord/fake-discord.ts';
import { profileInto, startOstinato } from '../processes/bots.ts';
import type { Running } from '../processes/processes.ts';
import { TRACE_GC } from '../processes/usage.ts';
import type { Bench } from '../run.ts';
import { checkedOut } from './checkout.ts';

/** Who is compared. */
export type BotId = 'pong' | 'pg' | 'drizzle' | 'sapphire' | 'ours' | 'against';

export interface Contestant {
  id: BotId;
  what: string;
  /** Makes tables in an empty database, where the bot does not do so itself. */
  prepare(database: string): Promise<void>;
  /** Starts it; resolves when it is connected. */
  start(discord: FakeDiscord, databaseUrl: string): Promise<Running>;
}

/** Whether one of all is among the chosen ones; nobody was chosen: all are. @throws Error where a chosen one does not exist */
export function isChosen(name: string, chosen: readonly string[], all: readonly string[]): boolean {
  const unknown = chosen.find((one) => !all.includes(one));
  if (unknown !== undefined) throw new Error(`There is no "${unknown}"; there are: ${all.join(', ')}.`);
  return chosen.length === 0 || chosen.includes(name);
}

/** Everybody who takes part, ours last. @throws Error where a bot was asked for that does not exist */
export async function contestantsOf(bench: Bench): Promise<Contestant[]> {
  const { processes, database, options } = bench;
  const tables = await readFile(path.join(import.meta.dirname, '..', 'bots', 'tables.sql'), 'utf8');

  const other = (id: BotId, what: string): Contestant => ({
    id,
    what,
    async prepare(name) {
      await database.on(name, (client) => client.query(tables));
    },
    async start({ apiUrl }, url) {
      const bot = await processes.start(id, `bench/bots/${id}.ts`, [apiUrl, TOKEN, url], {}, TRACE_GC);
      await bot.wrote(/^connected$/m);
      return bot;
    },
  });
  const ostinato = (id: BotId, what: string, folder?: string): Contestant => ({
    id,
    what,
    prepare: () => Promise.resolve(),
    start: (discord, url) =>
      startOstinato(processes, id, discord, url, {
        env: options.profile ? profileInto(options.folder, id) : {},
        flags: TRACE_GC,
        ...(folder && { folder }),
      }),
  });
  const all = [
    other('pong', 'discord.js alone'),
    other('pg', 'discord.js + pg'),
    other('drizzle', 'discord.js + Drizzle'),
    other('sapphire', 'Sapphire + Prisma'),
    ...(options.against
      ? [ostinato('against', `Ostinato of ${options.against}`, await checkedOut(options.against, processes))]
      : []),
    ostinato('ours', 'Ostinato'),
  ];
  return all.filter(({ id }) =>
    isChosen(
      id,
      options.bots,
      all.map((one) => one.id),
    ),
  );
}

/** An empty database for a contestant. @returns its name */
export async function databaseFor(
  { database }: Bench,
  part: string,
  contestant: Contestant,
): Promise<string> {
  const name = `bench_${part}_${contestant.id}`;
  await database.query(`drop database if exists ${name}`);
  await database.query(`create database ${name}`);
  await contestant.prepare(name);
  return name;
}
