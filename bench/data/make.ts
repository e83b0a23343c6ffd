import type { Client } from 'pg';
import { FIRST_USER, guild, uuid, word, type Size } from './ids.ts';
import { makeTodos } from './make-todos.ts';
import { VOCABULARY } from './vocabulary.ts';

/** What each hundredth of the lists holds: few long ones, many short ones, 50 tracks on average. */
const TRACKS = `case when n % 100 < 1 then 1000 when n % 100 < 10 then 200 when n % 100 < 50 then 40 else 12 end`;
/** Some people have hundreds of lists: this many of their own, and twice as many that others shared with them. */
const BUSY_LISTS = 125;

/** @param scale of 100,000 playlists with 5,000,000 tracks */
export function sizeOf(scale: number): Size {
  const playlists = Math.max(100, Math.round(100_000 * scale));
  return {
    playlists,
    users: Math.ceil(playlists / 4),
    guilds: Math.ceil(playlists / 100),
    busy: Math.ceil(playlists / 5_000),
  };
}

/** Fills a migrated, empty database. The same scale makes the same data. */
export async function makeData(client: Client, { playlists, users, guilds, busy }: Size): Promise<void> {
  const every = Math.max(2, Math.floor(playlists / (BUSY_LISTS * busy)));
  const everyShared = Math.max(2, Math.floor(every / 4) * 2);
  // What is made keeps the rules; checking five million rows one by one would take many minutes.
  await client.query(
    `set session_replication_role = replica; set synchronous_commit = off; select setseed(0.5)`,
  );
  await client.query(
    `create temp table words as select word, n - 1 as n from unnest($1::text[]) with ordinality as w (word, n)`,
    [[...new Set(VOCABULARY)]],
  );
  await client.query(`
    create temp table vocabulary as select array_agg(word order by n) as words, count(*)::int as size from words;
    insert into users (id) select ${FIRST_USER} + n from generate_series(0, ${users - 1}) n;
    insert into guilds (id) select ${guild('n')} from generate_series(0, ${guilds - 1}) n;
    insert into guild_members (guild_id, user_id)
      select distinct ${guild(`(n * 7 + k * 131) % ${guilds}`)}, ${FIRST_USER} + n
      from generate_series(0, ${users - 1}) n, generate_series(1, 3) k;
    -- A name ends in a word that counts through the owner's lists, so that none has two of one name.
    insert into playlists (id, owner_id, guild_id, name, visibility)
      select id, owner_id, guild_id,
             initcap(${word('n', 1)}) || ' ' || ${word('n', 2)} || ' ' || words[1 + nth % size] ||
               case when nth >= size then ' ' || nth / size else '' end,
             case when guild_id is not null and n % 4 < 2 then 'server'
                  else (array['private', 'private', 'server', 'public'])[1 + n % 4] end
      from (
        select n, ${uuid('n')} as id,
               owner_id, guild_id,
               (row_number() over (partition by coalesce(guild_id, owner_id) order by n))::int as nth
        from (
          select n, ${FIRST_USER} + case when n % ${every} = 0 then n / ${every} % ${busy} else n % ${users} end as owner_id,
                 case when n % 5 = 1 then ${guild(`(n / 5) % ${guilds}`)} end as guild_id
          from generate_series(0, ${playlists - 1}) n) owned) counted, vocabulary;
    insert into playlist_collaborators (playlist_id, user_id, role, granted_by)
      select id, ${FIRST_USER} + case when n % ${everyShared} = 0 then n / ${everyShared} % ${busy} else (n * 13 + 5) % ${users} end,
             case when n % 3 = 0 then 'editor' else 'viewer' end, owner_id
      from (select *, row_number() over (order by id) as n from playlists) p where n % 2 = 0;
  `);
  await client.query(`
    insert into tracks (id, playlist_id, position, title, artist, url, duration_ms, added_by)
      select ${uuid('n * 1000 + position')}, id, position,
             initcap(${word('n * 1000 + position', 3)}) || ' ' || ${word('n * 1000 + position', 4)},
             initcap(${word('n * 1000 + position', 5)}),
             case when position % 3 > 0 then 'https://example.com/' || n || '/' || position end,
             120000 + (hashint8(n * 1000 + position) & 131071), owner_id
      from (select *, row_number() over (order by id) - 1 as n from playlists) p
      cross join vocabulary cross join lateral generate_series(1, ${TRACKS}) position;
  `);
  await makeTodos(client, { playlists, users, guilds, busy });
  await client.query('vacuum analyze');
}
