import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { searchPlaylists } from '../../src/models/playlist/search.ts';
import { useDatabase } from '../support/database.ts';
import { planOf } from '../support/plan.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';
import { listPlaylists } from '../../src/models/playlist/list.ts';
import { suggestPlaylists } from '../../src/models/playlist/suggest.ts';

/** Besides the pool, whose statements may not take as long as filling a database does. */
let client: Client;
// Hooks after all run in this order: the connection ends before its database is dropped.
afterAll(() => client.end());
const database = useDatabase();
const caller = { userId: '1', guildId: '1', canManageGuild: false };

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
  ['autocomplete', () => suggestPlaylists(caller, 'list 1', { role: 'viewer' })],
  ['a list page', () => listPlaylists(caller, { page: 2 })],
  ['a search', () => searchPlaylists(caller, 'bossa nova evening')],
  ['another person’s list', () => listPlaylists(caller, { page: 1, whose: '5' })],
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
