import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { startFakeDiscord, TOKEN, type FakeDiscord } from '../../bench/discord/fake-discord.ts';
import { commands } from '../../commands/index.ts';
import { commandJson } from '../../src/discord/declare/command-json.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { complaintAbout } from '../support/bad-input/answers.ts';
import {
  badInteractions,
  sharedWithBy,
  subcommandsOf,
  type Declared,
  type Known,
} from '../support/bad-input/interactions.ts';
import { startChild, type Child } from '../support/child.ts';
import { useDatabase } from '../support/database.ts';
import { newServerList, newTodo } from '../support/todos.ts';
import { until } from '../support/until.ts';

/** Interactions for each subcommand, component and form; BAD_INPUT=10000 looks harder. */
const FOR_EACH = Number(process.env['BAD_INPUT'] ?? 300);
const CONCURRENCY = 24;

const VICTIM = { userId: '100000000000000002', guildId: null, isStaff: false };
const USERS = ['100000000000000003', '100000000000000004', '100000000000000005'];
const GUILD = '200000000000000001';

/** Two dozen exports at once can take a slow machine that long; whether they end is a test of its own. */
const SLOW_EXPORT = /"sql":"BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ.*"msg":"connection leak"/i;

let discord: FakeDiscord;
let bot: Child;
let known: Omit<Known, 'components'>;
afterAll(async () => {
  await bot?.stop();
  await discord?.[Symbol.asyncDispose]();
});
const database = useDatabase();

/** Everything that is the victim's. Whoever is shared with may take themselves off a list, and nobody was. */
const belongings = () =>
  database.knex.raw<{ rows: unknown[] }>(
    `select to_jsonb(p) || jsonb_build_object('tracks', (select jsonb_agg(t order by id) from tracks t where playlist_id = p.id))
     from playlists p where owner_id = :id
     union all select to_jsonb(t) from todos t where created_by = :id
     order by 1`,
    { id: VICTIM.userId },
  );
let before: unknown;
/** Ids of people that something was to be shared with. */
const sharedWith = new Set<string>();

beforeAll(async () => {
  const { id: secret } = await playlists.create(
    VICTIM,
    { name: 'Secret', scope: 'mine', visibility: 'private' },
    10,
  );
  await addTrack(VICTIM, secret, { title: 'Hidden', artist: null, url: null }, 10);
  await newTodo(VICTIM, 'Hide', { due: { at: new Date('2030-01-01'), zone: 'UTC' }, repeat: 'daily' });
  const { id: hidden } = await newTodo(VICTIM, 'Seek');
  const { id: shared } = await newServerList({
    userId: USERS[0] ?? '',
    guildId: GUILD,
    isStaff: true,
  });
  const references = [
    hidden,
    shared,
    secret,
    'Secret',
    'Mix',
    'Server mix',
    '00000000-0000-7000-8000-000000000000',
  ];
  for (const userId of USERS) {
    const caller = { userId, guildId: GUILD, isStaff: true };
    const own = await playlists.create(caller, { name: 'Mix', scope: 'mine', visibility: 'server' }, 10);
    for (const title of ['a', 'b', 'c'])
      await addTrack(caller, own.id, { title, artist: null, url: null }, 10);
    references.push(own.id);
    for (const text of ['a', 'b', 'c']) references.push((await newTodo(caller, text)).id);
  }
  before = (await belongings()).rows;
  discord = await startFakeDiscord();
  known = {
    users: USERS,
    guildId: GUILD,
    references,
    fileUrls: [
      `${discord.apiUrl}/file`,
      'http://127.0.0.1:1/',
      'https://cdn.discordapp.com.example.org/x',
      'x',
      '',
    ],
  };
  bot = startChild('src/app/main.ts', {
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: database.url,
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    TITLE_LOOKUP: 'off',
    HEALTH_PORT: '0',
    RATE_LIMIT_FACTOR: '1000',
  });
  const ready = new Promise((resolve) => bot.process.once('message', resolve));
  await Promise.race([ready, bot.exited.then((code) => Promise.reject(new Error(`${code}: ${bot.output}`)))]);
});

const translations = createTranslations(escapeText);

const attacked = commands.map((command) => {
  const declared = commandJson(command, translations) as Declared;
  const components = [...(command.components ?? []), ...(command.forms ?? [])].map(({ id }) => id);
  const count = FOR_EACH * (subcommandsOf(declared) + components.length);
  return { name: command.name, count, declared, components };
});

test.each(attacked)(
  "/$name answers $count interactions that nobody can type, each once and within Discord's limits",
  async ({ count, declared, components }) => {
    const arbitrary = badInteractions(declared, { ...known, components: [...components, 'none'] });
    const all = fc.sample(arbitrary, { numRuns: count });
    const sent = new Map<string, Record<string, unknown>>();
    const complaints: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    let next = 0;

    function emit(): void {
      const one = all[next];
      if (!one) return sent.size === 0 ? resolve() : undefined;
      next += 1;
      sent.set(String(one['id']), one);
      for (const id of sharedWithBy(one)) sharedWith.add(id);
      discord.emit(one);
    }
    discord.onCallback((id, body) => {
      const asked = sent.get(id);
      const complaint = asked ? complaintAbout(body, JSON.stringify(asked)) : 'answered a second time';
      if (complaint) complaints.push(`${complaint}\n  to ${JSON.stringify(asked?.['data'])}`);
      sent.delete(id);
      emit();
    });
    for (let i = 0; i < CONCURRENCY; i += 1) emit();
    await Promise.race([promise, bot.exited]);
    expect(complaints.slice(0, 10)).toEqual([]);
    // Whatever went wrong without anybody being told.
    const lines = bot.output.split('\n').filter((line) => /"level":"(error|fatal)"|^[^{]/.test(line));
    expect(lines.filter((line) => !SLOW_EXPORT.test(line)).slice(0, 3)).toEqual([]);
    expect(bot.process.exitCode).toBeNull();
  },
  // However busy the machine is: what hangs is ended all the same.
  1_800_000,
);

test('nothing of what belongs to somebody else was changed', async () => {
  expect((await belongings()).rows).toEqual(before);
  const { rows } = await database.knex.raw<{ rows: { id: string }[] }>(
    `select id from users where id not in (${[VICTIM.userId, ...USERS].join()})`,
  );
  // Whoever is shared with is remembered, also when what was shared is gone; nobody else.
  const strangers = rows.map(({ id }) => id).filter((id) => !sharedWith.has(id));
  expect(strangers).toEqual([]);
});

test('no transaction was left open', () =>
  until('all of them have ended', async () => {
    const { rows } = await database.knex.raw<{ rows: unknown[] }>(
      `select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    return rows.length === 0;
  }));
