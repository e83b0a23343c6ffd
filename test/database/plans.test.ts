// Also with Docker: which index a search uses depends on the locale.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { useDatabase } from '../support/database.ts';
import { planOf } from '../support/plan.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';

/** Besides the pool, whose statements may not take as long as filling a database does. */
let client: Client;
// Hooks after all run in this order: the connection ends before its database is dropped.
afterAll(() => client.end());
const database = useDatabase();
const caller = { userId: '1', guildId: '1', isStaff: false };

beforeAll(async () => {
  client = new Client({ connectionString: database.url });
  await client.connect();
  // What every installation on solid-state disks sets.
  await client.query('set random_page_cost = 1.1');
  await client.query(`
    insert into users (id) select generate_series(1, 2000);
    insert into guilds (id) select generate_series(1, 200);
    insert into guild_members (guild_id, user_id) select 1 + n % 200, n from generate_series(1, 2000) n;
    insert into playlists (id, owner_id, guild_id, name, visibility)
      select gen_random_uuid(), 1 + n % 2000, case when n % 4 = 0 then 1 + n % 200 end, case when n % 100 = 0 then 'Bossa nova ' || n else 'List ' || n end,
             case when n % 4 = 0 and n % 3 = 0 then 'server' else (array['private', 'server', 'public'])[1 + n % 3] end
      from generate_series(1, 20000) n;
    insert into tracks (id, playlist_id, position, title, duration_ms)
      select gen_random_uuid(), p.id, n, 'Track ' || n, 1000 from playlists p, generate_series(1, 12) n;
    insert into playlist_collaborators (playlist_id, user_id, role)
      select p.id, p.owner_id % 2000 + 1, 'editor' from playlists p;
    analyze;
  `);
  // Much to write on a busy machine.
}, 300_000);

test.each([
  ['autocomplete', () => playlists.suggest(caller, 'list 1', { role: 'viewer' })],
  ['a list page', () => playlists.list(caller, { page: 2 })],
  ['a search', () => playlists.search(caller, 'bossa nova evening')],
  ['another person’s list', () => playlists.list(caller, { page: 1, whose: '5' })],
  ['a page of tracks, by name', () => showPlaylist(caller, 'List 2000', 1).catch(() => null)],
  [
    'a page of tracks, by id',
    () => showPlaylist(caller, '018f0000-0000-7000-8000-000000000000', 1).catch(() => null),
  ],
])('%s is found through indexes, at 20,000 playlists and 240,000 tracks', async (_, verb) => {
  const plan = await planOf(database, client, verb);
  expect(plan).toContain('Index');
  expect(plan).not.toContain('Seq Scan');
});

test('what members may see is found by name and by search through an index of its own', async () => {
  for (const verb of [
    () => playlists.suggest(caller, 'bossa nova', { role: 'viewer' }),
    () => playlists.search(caller, 'bossa nova evening'),
  ]) {
    const plan = await planOf(database, client, verb);
    expect(plan).toContain('playlists_search_of_members');
    // Whether the owner is a member is looked up for each of them, not read off all members.
    expect(plan).toMatch(/Index Scan using guild_members_\w+ on guild_members/);
    expect(plan).not.toContain('Seq Scan');
  }
});

test('what is a little like a name is found through the same indexes', async () => {
  await client.query('set pg_trgm.word_similarity_threshold = 0.25');
  for (const [index, where] of [
    ['playlists_search', `visibility = 'public'`],
    ['playlists_search_of_members', `visibility = 'server' and guild_id is null`],
  ] as const) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain select id from playlists where deleted_at is null and ${where}
         and name_resembles(lower(name collate pg_c_utf8), 'bosa nvoa') limit 100`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(`${index} `);
  }
  await client.query('reset pg_trgm.word_similarity_threshold');
});
