import type { Client } from 'pg';
import type { Load } from '../discord/load.ts';
import type { Typed } from '../discord/interaction.ts';

/** Whom and what the load is about: enough lists that no row's lock makes callers wait for each other. */
const USERS = 500;
const LISTS = 2_000;
const TRACKS = 10;
const GUILD = '500000000000000001';
const FIRST_USER = 600_000_000_000_000_000n;

const userOf = (list: number) => String(FIRST_USER + BigInt(list % USERS));
const listId = (list: number) => `0199a000-0000-7000-8000-${String(list).padStart(12, '0')}`;

/** Fills a migrated database with people who have lists of ten tracks. */
export async function fillScene(client: Client): Promise<void> {
  await client.query(`
    insert into users (id) select ${FIRST_USER} + n from generate_series(0, ${USERS - 1}) n;
    insert into guilds (id) values (${GUILD});
    insert into guild_members (guild_id, user_id) select ${GUILD}, id from users;
    insert into playlists (id, owner_id, name)
      select cast('0199a000-0000-7000-8000-' || lpad(n::text, 12, '0') as uuid), ${FIRST_USER} + n % ${USERS}, 'Bench list ' || n
      from generate_series(0, ${LISTS - 1}) n;
    insert into tracks (id, playlist_id, position, title, artist, duration_ms, added_by)
      select gen_random_uuid(), p.id, n, 'Track ' || n, 'Somebody', 180000, owner_id
      from playlists p, generate_series(1, ${TRACKS}) n;
  `);
  await client.query('vacuum analyze');
}

const typedBy = (n: number): Pick<Typed, 'userId' | 'guildId'> => ({
  userId: userOf(n % LISTS),
  guildId: GUILD,
});

/** What is typed in each kind of turn. */
export const LOADS = {
  pong: { next: (n) => ({ ...typedBy(n), command: 'help' }), expects: 'pong' },
  refusal: {
    next: (n) => ({
      userId: userOf(n),
      guildId: null,
      command: 'playlist list',
      options: { scope: 'server' },
    }),
    expects: 'server',
  },
  help: { next: (n) => ({ ...typedBy(n), command: 'help' }), expects: 'playlist' },
  read: {
    next: (n) => ({ ...typedBy(n), command: 'playlist show', options: { playlist: listId(n % LISTS) } }),
    expects: 'Bench list',
  },
  write: {
    next: (n) => ({
      ...typedBy(n),
      command: 'playlist add',
      options: { playlist: listId(n % LISTS), track: 'A new track' },
    }),
    expects: 'A new track',
  },
} satisfies Record<string, Load>;
