import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Member } from '../../playground/driver/member.ts';
import { commands } from '../../commands/index.ts';
import type { Caller } from '../../src/domain/caller.ts';
import { createPlaylist } from '../../src/models/playlist/create.ts';
import { deletePlaylist } from '../../src/models/playlist/delete.ts';
import { sharePlaylist } from '../../src/models/playlist/share.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ PLAYLISTS_PER_OWNER: '1000' });
everybodyReadsEnglish(ostinato);
const LISTENING_ROOM = '300000000000000001';
const NIGHT_OWLS = '300000000000000002';

/** What a cell may be: done, refused for want of a role, not known to exist, or not even offered. */
const SENTENCES = {
  owner: /Only the owner of/,
  editor: /You may look at .* but not change it/,
  unseen: /not there for you any more|There is no deleted playlist|Nothing to see|No playlist/,
  off: /are switched off in this server/,
  server: /can only be made in a server/,
} as const;
type Cell = 'ok' | 'hidden' | keyof typeof SENTENCES;

type Options = Parameters<Member['slash']>[1];
interface Row {
  command: string;
  options: (id: string) => Options;
  /** It is about a playlist that was deleted. */
  deleted?: boolean;
  cells: [
    owner: Cell,
    editor: Cell,
    viewer: Cell,
    stranger: Cell,
    manager: Cell,
    dm: Cell,
    installed: Cell,
    off: Cell,
  ];
}

const file = { filename: 'x.json', data: new TextEncoder().encode('["New"]') };
const anybody: Row['cells'] = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'off'];
const lookers: Row['cells'] = ['ok', 'ok', 'ok', 'unseen', 'ok', 'ok', 'ok', 'off'];
const changers: Row['cells'] = ['ok', 'ok', 'editor', 'unseen', 'ok', 'ok', 'ok', 'off'];
const owners: Row['cells'] = ['ok', 'owner', 'owner', 'unseen', 'ok', 'ok', 'ok', 'off'];
const always: Row['cells'] = ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'];
const managers: Row['cells'] = ['hidden', 'hidden', 'hidden', 'hidden', 'ok', 'hidden', 'hidden', 'ok'];

let names = 0;
const newName = () => `Made ${(names += 1)}`;

const TABLE: Row[] = [
  { command: 'playlist create', options: () => ({ name: newName() }), cells: anybody },
  {
    command: 'playlist create',
    options: () => ({ name: newName(), scope: 'server' }),
    cells: ['ok', 'ok', 'ok', 'ok', 'ok', 'server', 'server', 'off'],
  },
  { command: 'playlist list', options: () => ({}), cells: anybody },
  {
    command: 'playlist search',
    options: () => ({ text: 'matrix' }),
    cells: ['ok', 'ok', 'ok', 'unseen', 'ok', 'ok', 'ok', 'off'],
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
    options: (playlist) => ({ playlist, user: ostinato.discord.member('yuki') }),
    cells: owners,
  },
  {
    command: 'playlist unshare',
    options: (playlist) => ({ playlist, user: ostinato.discord.member('chloe') }),
    // Chloe is the editor: who is shared with may leave.
    cells: ['ok', 'ok', 'owner', 'unseen', 'ok', 'ok', 'ok', 'off'],
  },
  { command: 'playlist delete', options: (playlist) => ({ playlist }), cells: owners },
  { command: 'playlist restore', options: (playlist) => ({ playlist }), deleted: true, cells: owners },
  { command: 'preferences view', options: () => ({}), cells: always },
  { command: 'preferences set', options: () => ({ leaderboard: true }), cells: always },
  { command: 'settings view', options: () => ({}), cells: managers },
  { command: 'settings set', options: () => ({ leaderboard: true }), cells: managers },
  { command: 'settings module', options: () => ({ module: 'playlist', enabled: true }), cells: managers },
  {
    command: 'settings staff',
    options: () => ({ role: 'Curator', staff: false }),
    cells: ['hidden', 'hidden', 'hidden', 'hidden', 'ok', 'hidden', 'hidden', 'hidden'],
  },
  { command: 'settings audit', options: () => ({}), cells: managers },
  { command: 'settings export', options: () => ({}), cells: managers },
  { command: 'settings import', options: () => ({ file }), cells: managers },
  { command: 'help', options: () => ({}), cells: always },
  { command: 'about', options: () => ({}), cells: always },
];

const COLUMNS = ['owner', 'editor', 'viewer', 'stranger', 'manager', 'dm', 'installed', 'off'] as const;

/** Who acts in each column; the playlist is Bob's and the server's, or in the last three the actor's own. */
function actor(column: (typeof COLUMNS)[number]): Member {
  const { discord } = ostinato;
  const who = {
    owner: 'bob',
    editor: 'chloe',
    viewer: 'dieter',
    stranger: 'mallory',
    manager: 'alice',
  } as const;
  if (column === 'dm') return discord.member('bob', { dm: true });
  if (column === 'installed') return discord.member('alice', { guild: 'elsewhere' });
  if (column === 'off') return discord.member('dieter', { guild: 'night-owls' });
  return discord.member(who[column]);
}

async function playlistFor(column: (typeof COLUMNS)[number], deleted: boolean): Promise<string> {
  const own = ['dm', 'installed', 'off'].includes(column);
  const caller: Caller = {
    userId: own ? actor(column).id : actor('owner').id,
    guildId: own ? null : LISTENING_ROOM,
    canManageGuild: false,
  };
  const scope = own ? 'mine' : 'server';
  const { id } = await createPlaylist(
    caller,
    { name: `Matrix ${(names += 1)}`, scope, visibility: 'private' },
    1_000,
  );
  for (const title of ['a', 'b']) await addTrack(caller, id, { title, artist: null, url: null }, 10);
  if (caller.userId !== actor('editor').id) await sharePlaylist(caller, id, actor('editor').id, 'editor');
  if (caller.userId !== actor('viewer').id) await sharePlaylist(caller, id, actor('viewer').id, 'viewer');
  if (deleted) await deletePlaylist(caller, id);
  return id;
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
  await knex.raw(`insert into guild_modules (guild_id, module, enabled) values (?, 'playlist', false)`, [
    NIGHT_OWLS,
  ]);
});

describe.each(TABLE.map((row, i) => [`/${row.command} (${i + 1})`, row] as const))('%s', (_, row) => {
  test('is done for whom it should be, and refused in the right words to the others', async () => {
    const seen: string[] = [];
    for (const column of COLUMNS) {
      const id = await playlistFor(column, row.deleted ?? false);
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
