import type { Client } from 'pg';
import { FIRST_GUILD, FIRST_USER, uuid, word, type Size } from './ids.ts';

/** Lists that a server has. */
const GUILD_LISTS = 2;
/** How many to-dos are in a list, and how many of these are open: of a busy person, of any other, of a server. */
const BUSY = { all: 600, open: 500 };
const USUAL = { all: 34, open: 24 };
const SHARED = { all: 70, open: 40 };
/** Ids of lists begin far behind those of playlists, ids of to-dos behind these. */
const LISTS = 1_000_000_000n;
const TODOS = 10_000_000_000n;

/**
 * To-dos for the people and servers that are there: 1,000,000 at full scale. Each person has the list that is meant
 * when none is named, each server two; three of five to-dos are due, from a month ago to a quarter ahead.
 */
export async function makeTodos(client: Client, { users, guilds, busy }: Size): Promise<void> {
  await client.query(`
    insert into todo_lists (id, owner_id, guild_id, name, next_number)
      select ${uuid(`${LISTS} + n`)}, ${FIRST_USER} + n, null, null,
             case when n < ${busy} then ${BUSY.all} else ${USUAL.all} end + 1
      from generate_series(0, ${users - 1}) n
      union all
      select ${uuid(`${LISTS} + ${users} + n`)}, ${FIRST_USER} + ${busy} + n % ${users - busy},
             ${FIRST_GUILD} + n % ${guilds}, 'List ' || 1 + n / ${guilds}, ${SHARED.all} + 1
      from generate_series(0, ${guilds * GUILD_LISTS - 1}) n;
    insert into todos (id, list_id, number, text, priority, due_at, due_zone, repeat, repeat_day, repeat_time, assignee_id,
                       created_by, created_at, done_at, done_by)
      select ${uuid(`${TODOS} + seed`)}, list_id, number,
             initcap(${word('seed', 6)}) || ' ' || ${word('seed', 7)} || ' ' || ${word('seed', 8)},
             (array[1, 1, 1, 0, 2, 3])[1 + seed % 6],
             due_at, case when due_at is not null then 'Europe/Berlin' end,
             case when due_at is not null and seed % 20 = 0 then 'weekly' end, null,
             case when due_at is not null and seed % 20 = 0 then time '09:00' end,
             case when guild_id is not null and seed % 2 = 0 then ${FIRST_USER} + seed % ${users} end,
             owner_id, now() - interval '1 hour' * (seed % 2000),
             case when number > open then now() - interval '1 hour' * (seed % 700) end,
             case when number > open then owner_id end
      from (
        select *, n * 1000 + number as seed,
               case when (n * 1000 + number) % 5 < 3
                    then now() + interval '1 minute' * (hashint8(n * 1000 + number) & 131071) - interval '30 days' end as due_at
        from (
          select id as list_id, owner_id, guild_id, row_number() over (order by id) as n,
                 next_number - 1 as size_of,
                 case when guild_id is not null then ${SHARED.open}
                      when next_number > ${BUSY.all} then ${BUSY.open} else ${USUAL.open} end as open
          from todo_lists) lists
        cross join lateral generate_series(1, size_of) number) made
      cross join vocabulary;
  `);
}
