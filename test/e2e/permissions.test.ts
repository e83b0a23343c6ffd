import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Member } from '../../playground/driver/member.ts';
import { commands } from '../../commands/index.ts';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { removeTodos } from '../../src/models/todo/remove.ts';
import { deleteList } from '../../src/models/todo-list/delete.ts';
import { newTodo } from '../support/todos.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ PLAYLISTS_PER_OWNER: '1000', TODO_LISTS_PER_OWNER: '1000' });
everybodyReadsEnglish(ostinato);
const LISTENING_ROOM = '300000000000000001';
const NIGHT_OWLS = '300000000000000002';

/** What a cell may be: done, refused for want of a role, not known to exist, or not even offered. */
const SENTENCES = {
  owner: /Only the owner of/,
  editor: /You’re a viewer of .*, so you can’t change it/,
  unseen: /or you can no longer see it|I can’t find a (deleted )?(playlist|list)|That to-do is already back/,
  maker: /was added by someone else/,
  editors: /Only editors of the list/,
  serverList: /Only to-dos on a server’s list can have an assignee/,
  off: /is off in this server/,
  server: /You can only (use|create) .* in a server/,
} as const;
type Cell = 'ok' | 'hidden' | keyof typeof SENTENCES;

type Options = Parameters<Member['slash']>[1];
interface Row {
  command: string;
  options: (id: string) => Options;
  /** It is about a playlist, or a list, that was deleted. */
  deleted?: boolean;
  /** It is about a to-do, or a list of to-dos: Bob's own, or in a server, in the columns that are not the actor's. */
  about?: `${'todo' | 'list'} of ${'Bob' | 'the server'}`;
  /** What became of the to-do before. */
  was?: 'done' | 'removed';
  cells: [
    owner: Cell,
    editor: Cell,
    viewer: Cell,
    stranger: Cell,
    manager: Cell,
    staff: Cell,
    dm: Cell,
    installed: Cell,
    off: Cell,
  ];
}

const file = { filename: 'x.json', data: new TextEncoder().encode('["New"]') };
const checklist = { filename: 'x.md', data: new TextEncoder().encode('- [ ] New\n') };
const anybody: Row['cells'] = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'off'];
const lookers: Row['cells'] = ['ok', 'ok', 'ok', 'unseen', 'ok', 'ok', 'ok', 'ok', 'off'];
const changers: Row['cells'] = ['ok', 'ok', 'editor', 'unseen', 'ok', 'ok', 'ok', 'ok', 'off'];
const owners: Row['cells'] = ['ok', 'owner', 'owner', 'unseen', 'ok', 'ok', 'ok', 'ok', 'off'];
/** The same for what belongs to Bob alone: managing the server, or being of its staff, makes no difference. */
const hisLookers: Row['cells'] = ['ok', 'ok', 'ok', 'unseen', 'unseen', 'unseen', 'ok', 'ok', 'off'];
const hisChangers: Row['cells'] = ['ok', 'ok', 'editor', 'unseen', 'unseen', 'unseen', 'ok', 'ok', 'off'];
const hisOwners: Row['cells'] = ['ok', 'owner', 'owner', 'unseen', 'unseen', 'unseen', 'ok', 'ok', 'off'];
/** On a list of the server everybody is a member: the viewer and the stranger alike. */
const members: Row['cells'] = anybody;
const makers: Row['cells'] = ['ok', 'ok', 'maker', 'maker', 'ok', 'ok', 'ok', 'ok', 'off'];
const always: Row['cells'] = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'];
const managers: Row['cells'] = [
  'hidden',
  'hidden',
  'hidden',
  'hidden',
  'ok',
  'hidden',
  'hidden',
  'hidden',
  'ok',
];

let names = 0;
const newName = () => `Made ${(names += 1)}`;

const TABLE: Row[] = [
  { command: 'playlist create', options: () => ({ name: newName() }), cells: anybody },
  {
    command: 'playlist create',
    options: () => ({ name: newName(), scope: 'server' }),
    cells: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'server', 'server', 'off'],
  },
  { command: 'playlist list', options: () => ({}), cells: anybody },
  {
    command: 'playlist search',
    options: () => ({ text: 'matrix' }),
    // All members find what is the server's.
    cells: anybody,
  },
  { command: 'playlist show', options: (playlist) => ({ playlist }), cells: lookers },
  { command: 'playlist export', options: (playlist) => ({ playlist, format: 'csv' }), cells: lookers },
  { command: 'playlist copy', options: (playlist) => ({ playlist, name: newName() }), cells: lookers },
  { command: 'playlist add', options: (playlist) => ({ playlist, track: 'New' }), cells: changers },
  { command: 'playlist import', options: (playlist) => ({ playlist, file }), cells: changers },
  { command: 'playlist remove', options: (playlist) => ({ playlist, positions: '1' }), cells: changers },
  { command: 'playlist move', options: (playlist) => ({ playlist, from: 1, to: 2 }), cells: changers },
  { command: 'playlist shuffle', options: (playlist) => ({ playlist }), cells: changers },
  { command: 'playlist dedupe', options: (playlist) => ({ playlist }), cells: changers },
  { command: 'playlist clear', options: (playlist) => ({ playlist }), cells: changers },
  { command: 'playlist edit', options: (playlist) => ({ playlist }), cells: owners },
  {
    command: 'playlist share',
    options: (playlist) => ({ playlist, user: ostinato.discord.member('mallory') }),
    cells: owners,
  },
  {
    command: 'playlist unshare',
    options: (playlist) => ({ playlist, user: ostinato.discord.member('chloe') }),
    // Chloe is the editor: who is shared with may leave.
    cells: ['ok', 'ok', 'owner', 'unseen', 'ok', 'ok', 'ok', 'ok', 'off'],
  },
  { command: 'playlist delete', options: (playlist) => ({ playlist }), cells: owners },
  { command: 'playlist restore', options: (playlist) => ({ playlist }), deleted: true, cells: owners },
  { command: 'todo add', options: (list) => ({ text: 'x', list }), about: 'list of Bob', cells: hisChangers },
  {
    command: 'todo add',
    options: (list) => ({ text: 'x', list }),
    about: 'list of the server',
    cells: members,
  },
  { command: 'todo list', options: (list) => ({ list }), about: 'list of Bob', cells: hisLookers },
  { command: 'todo list', options: (list) => ({ list }), about: 'list of the server', cells: members },
  {
    command: 'todo export',
    options: (list) => ({ list, format: 'csv' }),
    about: 'list of Bob',
    cells: hisLookers,
  },
  {
    command: 'todo import',
    options: (list) => ({ list, file: checklist }),
    about: 'list of Bob',
    cells: hisChangers,
  },
  { command: 'todo show', options: (todo) => ({ todo }), about: 'todo of Bob', cells: hisLookers },
  { command: 'todo show', options: (todo) => ({ todo }), about: 'todo of the server', cells: members },
  { command: 'todo done', options: (todo) => ({ todo }), about: 'todo of Bob', cells: hisChangers },
  { command: 'todo done', options: (todo) => ({ todo }), about: 'todo of the server', cells: members },
  {
    command: 'todo reopen',
    options: (todo) => ({ todo }),
    about: 'todo of Bob',
    was: 'done',
    cells: hisChangers,
  },
  { command: 'todo edit', options: (todo) => ({ todo }), about: 'todo of Bob', cells: hisChangers },
  { command: 'todo edit', options: (todo) => ({ todo }), about: 'todo of the server', cells: makers },
  { command: 'todo remove', options: (todo) => ({ todo }), about: 'todo of Bob', cells: hisChangers },
  { command: 'todo remove', options: (todo) => ({ todo }), about: 'todo of the server', cells: makers },
  {
    command: 'todo restore',
    options: (todo) => ({ todo }),
    about: 'todo of Bob',
    was: 'removed',
    cells: hisChangers,
  },
  {
    command: 'todo restore',
    options: (todo) => ({ todo }),
    about: 'todo of the server',
    was: 'removed',
    cells: makers,
  },
  {
    command: 'todo clear',
    options: (list) => ({ list }),
    about: 'list of Bob',
    cells: ['ok', 'ok', 'editors', 'unseen', 'unseen', 'unseen', 'ok', 'ok', 'off'],
  },
  {
    command: 'todo clear',
    options: (list) => ({ list }),
    about: 'list of the server',
    cells: ['ok', 'ok', 'editors', 'editors', 'ok', 'ok', 'ok', 'ok', 'off'],
  },
  {
    command: 'todo claim',
    options: (todo) => ({ todo }),
    about: 'todo of the server',
    cells: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'serverList', 'serverList', 'off'],
  },
  {
    command: 'todo assign',
    options: (todo) => ({ todo }),
    about: 'todo of the server',
    cells: ['ok', 'ok', 'maker', 'maker', 'ok', 'ok', 'serverList', 'serverList', 'off'],
  },
  { command: 'todo lists show', options: () => ({}), cells: anybody },
  { command: 'todo lists create', options: () => ({ name: newName() }), cells: anybody },
  {
    command: 'todo lists create',
    options: () => ({ name: newName(), scope: 'server' }),
    cells: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'server', 'server', 'off'],
  },
  {
    command: 'todo lists rename',
    options: (list) => ({ list, name: newName() }),
    about: 'list of Bob',
    cells: hisOwners,
  },
  {
    command: 'todo lists share',
    options: (list) => ({ list, user: ostinato.discord.member('mallory') }),
    about: 'list of Bob',
    cells: hisOwners,
  },
  {
    command: 'todo lists unshare',
    options: (list) => ({ list, user: ostinato.discord.member('chloe') }),
    about: 'list of Bob',
    // Chloe is the editor: who is shared with may leave.
    cells: ['ok', 'ok', 'owner', 'unseen', 'unseen', 'unseen', 'ok', 'ok', 'off'],
  },
  { command: 'todo lists delete', options: (list) => ({ list }), about: 'list of Bob', cells: hisOwners },
  {
    command: 'todo lists delete',
    options: (list) => ({ list }),
    about: 'list of the server',
    cells: ['ok', 'owner', 'owner', 'owner', 'ok', 'ok', 'ok', 'ok', 'off'],
  },
  {
    command: 'todo lists restore',
    options: (list) => ({ list }),
    about: 'list of Bob',
    deleted: true,
    cells: hisOwners,
  },
  { command: 'preferences view', options: () => ({}), cells: always },
  { command: 'preferences set', options: () => ({ notices: true }), cells: always },
  { command: 'settings view', options: () => ({}), cells: managers },
  { command: 'settings set', options: () => ({ language: 'auto' }), cells: managers },
  { command: 'settings module', options: () => ({ module: 'playlist', enabled: true }), cells: managers },
  {
    command: 'settings staff',
    options: () => ({ role: 'Curator', staff: false }),
    cells: ['hidden', 'hidden', 'hidden', 'hidden', 'ok', 'hidden', 'hidden', 'hidden', 'hidden'],
  },
  { command: 'settings audit', options: () => ({}), cells: managers },
  { command: 'settings export', options: () => ({}), cells: managers },
  { command: 'settings import', options: () => ({ file }), cells: managers },
  { command: 'data export', options: () => ({}), cells: always },
  { command: 'data delete', options: () => ({}), cells: always },
  { command: 'help', options: () => ({}), cells: always },
  { command: 'about', options: () => ({}), cells: always },
];

const COLUMNS = [
  'owner',
  'editor',
  'viewer',
  'stranger',
  'manager',
  'staff',
  'dm',
  'installed',
  'off',
] as const;

/** Who acts in each column; the playlist is Bob's and the server's, or in the last three the actor's own. */
function actor(column: (typeof COLUMNS)[number]): Member {
  const { discord } = ostinato;
  const who = {
    owner: 'bob',
    editor: 'chloe',
    viewer: 'dieter',
    stranger: 'mallory',
    manager: 'alice',
    staff: 'yuki',
  } as const;
  if (column === 'dm') return discord.member('bob', { dm: true });
  if (column === 'installed') return discord.member('alice', { guild: 'elsewhere' });
  if (column === 'off') return discord.member('dieter', { guild: 'night-owls' });
  return discord.member(who[column]);
}

async function playlistFor(column: (typeof COLUMNS)[number], deleted: boolean): Promise<string> {
  const own = ['dm', 'installed', 'off'].includes(column);
  // A server's is seen by all its members: what a stranger does not see is a person's.
  const isPersonal = own || column === 'stranger';
  const caller: Caller = {
    userId: own ? actor(column).id : actor('owner').id,
    guildId: isPersonal ? null : LISTENING_ROOM,
    isStaff: false,
  };
  const scope = isPersonal ? 'mine' : 'server';
  const { id } = await playlists.create(
    caller,
    { name: `Matrix ${(names += 1)}`, scope, visibility: isPersonal ? 'private' : 'server' },
    1_000,
  );
  for (const title of ['a', 'b']) await addTrack(caller, id, { title, artist: null, url: null }, 10);
  if (caller.userId !== actor('editor').id) await playlists.share(caller, id, actor('editor').id, 'editor');
  if (caller.userId !== actor('viewer').id) await playlists.share(caller, id, actor('viewer').id, 'viewer');
  if (deleted) await playlists.remove(caller, id);
  return id;
}

async function todoFor(column: (typeof COLUMNS)[number], { about, was, deleted }: Row): Promise<string> {
  const own = ['dm', 'installed', 'off'].includes(column);
  const ofServer = !own && about?.endsWith('server');
  const caller: Caller = {
    userId: own ? actor(column).id : actor('owner').id,
    guildId: ofServer ? LISTENING_ROOM : null,
    isStaff: false,
  };
  const scope = ofServer ? 'server' : 'mine';
  const list = await todoLists.create(caller, { name: `Matrix ${(names += 1)}`, scope }, 1_000);
  const todo = await newTodo(caller, 'Matrix', { list: list.id });
  if (caller.userId !== actor('editor').id)
    await todoLists.share(caller, list.id, actor('editor').id, 'editor');
  if (caller.userId !== actor('viewer').id && !ofServer)
    await todoLists.share(caller, list.id, actor('viewer').id, 'viewer');
  if (was === 'done') await completeTodos(caller, { ids: [todo.id] }, new Date());
  if (was === 'removed') await removeTodos(caller, { ids: [todo.id] }, new Date());
  if (deleted) await deleteList(caller, list.id, new Date());
  return about?.startsWith('todo') ? todo.id : list.id;
}

async function outcome(who: Member, command: string, options: Options): Promise<string> {
  try {
    const answer = await who.slash(`/${command}`, options);
    const refused = Object.entries(SENTENCES).find(([, sentence]) => sentence.test(answer.text));
    if (answer.failed) return 'no answer';
    return refused ? refused[0] : 'ok';
  } catch (error) {
    // The picker does not have it for them.
    if (error instanceof Error && /no command|not offered|There is no/i.test(error.message)) return 'hidden';
    throw error;
  }
}

beforeAll(async () => {
  const { knex } = ostinato.database;
  await knex.raw('insert into guilds (id) values (?)', [NIGHT_OWLS]);
  await knex.raw(
    `insert into guild_modules (guild_id, module, enabled) select ?, unnest(array['playlist', 'todo']), false`,
    [NIGHT_OWLS],
  );
  await ostinato.discord.member('alice').slash('/settings staff', { role: 'Helper', staff: true });
});

describe.each(TABLE.map((row, i) => [`/${row.command} (${i + 1})`, row] as const))('%s', (_, row) => {
  test('is done for whom it should be, and refused in the right words to the others', async () => {
    const seen: string[] = [];
    for (const column of COLUMNS) {
      const id = await (row.about ? todoFor(column, row) : playlistFor(column, row.deleted ?? false));
      seen.push(await outcome(actor(column), row.command, row.options(id)));
    }
    expect(Object.fromEntries(COLUMNS.map((column, i) => [column, seen[i]]))).toEqual(
      Object.fromEntries(COLUMNS.map((column, i) => [column, row.cells[i]])),
    );
  });
});

test('every subcommand that can be typed has its row', () => {
  const typed = commands
    .filter(({ onMessage }) => !onMessage)
    .flatMap(({ name, subcommands }) =>
      subcommands ? Object.keys(subcommands).map((sub) => `${name} ${sub}`) : [name],
    );
  expect([...new Set(TABLE.map(({ command }) => command))].sort()).toEqual(typed.sort());
});
