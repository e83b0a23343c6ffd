import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { startFakeDiscord, TOKEN, type FakeDiscord } from '../../bench/discord/fake-discord.ts';
import { interaction } from '../../bench/discord/interaction.ts';
import { commands } from '../../commands/index.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { assignTodo } from '../../src/models/todo/assign.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { removeTodos } from '../../src/models/todo/remove.ts';
import { deleteList } from '../../src/models/todo-list/delete.ts';
import { removeTracks } from '../../src/models/track/remove.ts';
import { shuffleTracks } from '../../src/models/track/shuffle.ts';
import { startChild, type Child } from '../support/child.ts';
import { useDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import { newPlaylist } from '../support/playlists.ts';
import { remindersOf } from '../support/reminders.ts';
import { MANY, newTodo } from '../support/todos.ts';

const MALLORY = '100000000000000003';
const VICTIM = '100000000000000002';
const STRANGER = '100000000000000099';
const HERE = '200000000000000001';
const THERE = '200000000000000002';
const NOW = new Date();

let discord: FakeDiscord;
let bot: Child;
afterAll(async () => {
  await bot?.stop();
  await discord?.[Symbol.asyncDispose]();
});
const database = useDatabase();

/** Ids of what is not Mallory's. */
const foreign = { todo: '', server: '', list: '', playlist: '', reminder: '', notice: '', uuid: '' };
const acts: Record<string, string> = {};
let gone = { track: '', playlist: '', list: '' };
/** Undo of acts on playlists and lists: kind, act, thing, and what was left. */
let undoable: Forged[] = [];

beforeAll(async () => {
  const victim = { userId: VICTIM, guildId: THERE, isStaff: true };
  const alone = { ...victim, guildId: null, isStaff: false };
  const due = { at: new Date(Date.now() + 86_400_000), zone: 'UTC' };
  const list = await todoLists.create(victim, { name: 'Secret list', scope: 'server' }, MANY);
  const add = (text: string, more = {}) => newTodo(victim, `Secret ${text}`, { list: list.id, ...more });
  const mine = await newTodo(alone, 'Secret of mine', { due });
  const done = await completeTodos(victim, { ids: [(await add('done')).id] }, NOW);
  const removed = await removeTodos(victim, { ids: [(await add('removed')).id] }, NOW);
  const given = await add('given');
  const assigned = await assignTodo(victim, { ids: [given.id] }, VICTIM, NOW);
  const added = await add('added', { due });
  // Somebody else hears that theirs is done.
  const theirs = await newTodo({ ...victim, userId: '100000000000000008' }, 'Secret of another', {
    list: list.id,
  });
  await completeTodos(victim, { ids: [theirs.id] }, NOW);
  Object.assign(acts, {
    done: done.actId,
    removed: removed.actId,
    assigned: assigned.actId,
    added: added.actId,
    reopened: done.actId,
    imported: done.actId,
  });
  const playlist = await newPlaylist(alone, 5);
  const shuffled = await newPlaylist(alone, 5);
  const { digest, actId: order } = await shuffleTracks(alone, shuffled.id);
  const { actId: removal } = await removeTracks(alone, playlist.id, [1]);
  const old = await newPlaylist(alone, 0);
  const deleted = await playlists.remove(alone, old.id);
  const oldList = await todoLists.create(alone, { name: 'Secret old', scope: 'mine' }, MANY);
  const put = await deleteList(alone, oldList.id, NOW);
  const [reminder] = await remindersOf(database.knex, mine.id);
  Object.assign(foreign, { todo: mine.id, server: added.id, list: list.id, playlist: playlist.id });
  foreign.reminder = reminder?.id ?? '';
  foreign.uuid = '00000000-0000-7000-8000-000000000000';
  const [notice] = await database.knex<{ id: string }>('notices').select('id');
  if (!notice) throw new Error('nobody was told');
  foreign.notice = notice.id;
  const [track] = (await database.knex('tracks').where({ playlist_id: playlist.id, position: 1 })) as {
    id: string;
  }[];
  gone = { track: track?.id ?? '', playlist: old.id, list: oldList.id };
  undoable = [
    ...['tracks-in', 'tracks-out', 'tracks-swap'].map((kind) => [kind, removal, playlist.id, 1]),
    ['tracks-order', order, shuffled.id, digest],
    ['playlist-deleted', deleted.actId ?? '', old.id, 1],
    ['list-deleted', put.actId ?? '', oldList.id, 1],
  ];

  discord = await startFakeDiscord();
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
  // What is on its way to people arrives before anything is compared.
  await until('the notice has arrived', async () => {
    const waiting = await database.knex('notices').whereIn('state', ['pending', 'sending']).select('id');
    return waiting.length === 0;
  });
});

type Forged = (string | number)[];
const end = 8_640_000_000_000;

/** What Mallory writes into the custom_id of each button, menu and form, with the fields of forms behind it. */
const forgeries = (): Record<
  string,
  { states: Forged[]; fields?: Record<string, string>; chosen?: string[] }
> => ({
  'about.failed': { states: [[]] },
  'about.job': { states: [[]], chosen: [foreign.uuid] },
  'about.retry': { states: [[foreign.uuid]] },
  'about.retryall': { states: [['reminders']] },
  'about.drop': { states: [[foreign.uuid]] },
  'about.dropsure': { states: [[foreign.uuid]] },
  'data.here': { states: [[], [VICTIM]] },
  'data.erase': { states: [[], [VICTIM]] },
  // Nobody knows Mallory, so that there is nothing to erase.
  'data.erasing': { states: [[], [VICTIM]], fields: { word: 'delete' } },
  'help.page': { states: [[1], [2 ** 53]] },
  'playlist.list': {
    states: [
      [VICTIM, '', 1],
      [VICTIM, 'mine', 1],
      ['', 'server', 2 ** 53],
    ],
  },
  'playlist.open': { states: [[]], chosen: [foreign.playlist] },
  'playlist.takeOut': { states: [[foreign.playlist, 1]], chosen: [gone.track] },
  'playlist.show': {
    states: [
      [foreign.playlist, 1],
      [foreign.playlist, 2 ** 53],
      [gone.playlist, 1],
    ],
  },
  undo: {
    states: [...Object.entries(acts).map(([what, act]) => [`todo-${what}`, act, act, 1]), ...undoable],
  },
  'playlist.edit': { states: [[foreign.playlist]], fields: { name: 'Mine now', visibility: 'public' } },
  'playlist.save': { states: [[]], fields: { playlist: foreign.playlist, links: 'https://example.org/x' } },
  'todo.list': {
    states: [
      [foreign.list, 'open', 'due', 1],
      ['', 'mine', 'number', 2 ** 53],
    ],
  },
  'todo.tick': {
    states: [
      [foreign.list, 'open', 'due', 1],
      ['', 'done', 'due', 1],
    ],
    chosen: [foreign.todo, foreign.server],
  },
  'todo.lists': { states: [[1], [2 ** 53]] },
  'todo.due': {
    states: [foreign.todo, foreign.server].flatMap((id) =>
      [end, 0, 1_900_000_000].map((at) => [id, at, 'daily', 2, '']),
    ),
  },
  'todo.reschedule': {
    states: [
      [foreign.todo, 'daily', 1],
      [foreign.server, '', 1],
    ],
  },
  'todo.edit': {
    states: [
      [foreign.todo, ''],
      [foreign.server, end],
    ],
    fields: { text: 'Mine now', priority: 'low', repeat: 'never' },
  },
  'todo.save': { states: [[STRANGER]], fields: { text: 'x', list: foreign.list } },
  'todo.anyway': { states: [[foreign.todo], [foreign.server]] },
  'notice-show': { states: [[foreign.uuid], [foreign.notice]] },
  'reminder-done': {
    states: [
      [foreign.reminder, foreign.todo],
      [foreign.uuid, foreign.server],
    ],
  },
  'reminder-show': {
    states: [
      [foreign.reminder, foreign.todo],
      [foreign.uuid, foreign.server],
    ],
  },
  'reminder-snooze': { states: ['10m', '1h', 'tomorrow'].map((kind) => [foreign.reminder, kind]) },
  'settings.audit': { states: [[1]] },
  'settings.zone': { states: [[]], chosen: ['Asia/Tokyo'] },
  'todo.zone': { states: [[foreign.todo, 'yes']] },
});

/** What anybody may choose, for themselves: their own zone. The to-do beside it is another's. */
const ownChoices = (): ReturnType<typeof forgeries> => ({
  'preferences.zone': { states: [[]], chosen: ['Asia/Tokyo'] },
  'todo.zone.set': {
    states: [
      [foreign.todo, 'yes'],
      [foreign.server, 'yes'],
    ],
    fields: { timezone: 'Asia/Tokyo' },
  },
  'todo.zone.which': {
    states: [
      [foreign.todo, 'yes'],
      [foreign.server, 'yes'],
    ],
    chosen: ['Asia/Tokyo'],
  },
});

/** Each once: some belong to several commands. */
const DECLARED = [
  ...new Set(commands.flatMap(({ components = [], forms = [] }) => [...components, ...forms])),
];

/** The rows of all tables; what only counts who asked how often is none of anybody's. */
async function everything(): Promise<unknown> {
  const { rows: tables } = await database.knex.raw<{ rows: { name: string }[] }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('handled_interactions', 'rate_limits', 'processes', 'erasures', 'knex_migrations', 'knex_migrations_lock')
     order by 1`,
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables)
    all[name] = (
      await database.knex.raw<{ rows: unknown[] }>(
        "select to_jsonb(t) - 'checked_at' - 'left_at' as row from ?? t order by 1",
        [name],
      )
    ).rows;
  return all;
}

async function forge(
  id: string,
  state: Forged,
  fields: Record<string, string> | undefined,
  guildId: string | null,
  chosen?: string[],
) {
  const version = DECLARED.find((one) => one.id === id)?.version ?? 1;
  const custom_id = [version, id, MALLORY, ...state.map(encodeURIComponent)].join(':');
  const sent = interaction({ userId: MALLORY, guildId, command: 'help' });
  const base = {
    ...sent,
    ...('member' in sent && { member: { ...(sent.member as object), permissions: '0' } }),
  };
  const message = {
    id: '500000000000000001',
    type: 0,
    channel_id: '400000000000000001',
    content: '',
    author: { id: '100000000000000001', username: 'bench', discriminator: '0', avatar: null, bot: true },
    attachments: [],
    embeds: [],
    mentions: [],
    mention_roles: [],
    components: [],
    timestamp: NOW.toISOString(),
    edited_timestamp: null,
    flags: 0,
    pinned: false,
    tts: false,
    mention_everyone: false,
  };
  const press = {
    type: InteractionType.MessageComponent,
    message,
    data: chosen
      ? { custom_id, component_type: ComponentType.StringSelect, values: chosen }
      : { custom_id, component_type: ComponentType.Button },
  };
  const isChoice = (name: string) => ['visibility', 'playlist', 'list', 'priority', 'repeat'].includes(name);
  const submitted = Object.entries(fields ?? {}).map(([name, value], i) => ({
    type: ComponentType.Label,
    id: i,
    component: isChoice(name)
      ? { type: ComponentType.StringSelect, custom_id: name, values: [value] }
      : { type: ComponentType.TextInput, custom_id: name, value },
  }));
  const submit = { type: InteractionType.ModalSubmit, data: { custom_id, components: submitted } };
  const answered = new Promise<string>((resolve) => {
    discord.onCallback((of, body) => {
      if (of === base.id) resolve(JSON.stringify(body));
    });
  });
  discord.emit({ ...base, ...(fields ? submit : press) });
  return answered;
}

test('every button, menu and form is forged here', () => {
  const forged = Object.keys({ ...forgeries(), ...ownChoices() });
  expect(DECLARED.map(({ id }) => id).toSorted()).toEqual(forged.toSorted());
});

test('forged ids change nothing, show nothing and remember nobody', async () => {
  const before = await everything();
  for (const [id, { states, fields, chosen }] of Object.entries(forgeries()))
    for (const state of states)
      for (const guildId of [HERE, null]) {
        const answer = await forge(id, state, fields, guildId, chosen);
        expect(answer).not.toContain('Secret');
        expect(await everything()).toEqual(before);
      }
});

test('who forges what is for themselves changes nothing of anybody else’s', async () => {
  const others = async () => {
    const all = (await everything()) as object;
    return {
      ...all,
      users: (await database.knex('users').whereNot('id', MALLORY).orderBy('id')) as unknown[],
    };
  };
  const before = await others();
  for (const [id, { states, fields, chosen }] of Object.entries(ownChoices()))
    for (const state of states)
      for (const guildId of [HERE, null]) {
        expect(await forge(id, state, fields, guildId, chosen)).not.toContain('Secret');
        expect(await others()).toEqual(before);
      }
});

test('Undo of an earlier version is out of date', async () => {
  const before = await everything();
  for (const [id, state] of [
    ['playlist.unremove', [foreign.playlist, foreign.uuid, 'add']],
    ['playlist.unshuffle', [foreign.playlist, 7, '0123abcd']],
    ['playlist.undelete', [gone.playlist, NOW.getTime()]],
    ['todo.undelete', [gone.list, NOW.getTime()]],
    ['todo.undo', ['done', foreign.uuid, 1]],
  ] as [string, Forged][])
    expect(await forge(id, state, undefined, HERE)).toContain('This message is out of date');
  expect(await everything()).toEqual(before);
});

test('a press that names whom to assign is out of date', async () => {
  const own = { userId: MALLORY, guildId: HERE, isStaff: false };
  const list = await todoLists.create(own, { name: 'Mallory’s', scope: 'server' }, MANY);
  const todo = await newTodo(own, 'Trap', {
    list: list.id,
    due: { at: new Date(Date.now() + 60_000), zone: 'UTC' },
  });
  const before = await everything();
  for (const victim of [VICTIM, STRANGER])
    expect(await forge('todo.reassign', [todo.id, victim], undefined, HERE)).toContain('out of date');
  expect(await everything()).toEqual(before);
});

test('a date at the end of time is refused, also for one’s own', async () => {
  const own = { userId: MALLORY, guildId: HERE, isStaff: false };
  const todo = await newTodo(own, 'Mine');
  const before = await everything();
  const due = (at: number) => forge('todo.due', [todo.id, at, '', 1, ''], undefined, HERE);
  expect(await due(253_402_300_799)).toContain('up to 5 years away');
  expect(await due(end)).toContain('out of date');
  expect(await everything()).toEqual(before);
});

test('the link of a to-do leads to where the form was filled in, whatever the form says', async () => {
  const fields = { text: 'Linked', list: 'mine' };
  await forge('todo.save', ['7', '8', '9'], fields, HERE);
  const [{ source_url: url } = { source_url: '' }] = await database.knex('todos').where({ text: 'Linked' });
  expect(url).toMatch(new RegExp(`^https://discord.com/channels/${HERE}/\\d+/7$`));
});
