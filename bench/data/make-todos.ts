import type { Client } from 'pg';
import { FIRST_USER, guild, uuid, word, type Size } from './ids.ts';

/** Lists that a server has. */
const GUILD_LISTS = 2;
/** How many to-dos are in a list, and how many of these are open: of a busy person, of any other, of a server. */
const BUSY = { all: 600, open: 500 };
const USUAL = { all: 34, open: 24 };
const SHARED = { all: 70, open: 40 };
/** How long nothing becomes due. */
const QUIET_MINUTES = 7 * 24 * 60;
/** Ids of lists begin far behind those of playlists, ids of to-dos behind these. */
const LISTS = 1_000_000_000n;
const TODOS = 10_000_000_000n;

/**
 * To-dos for the people and servers that are there: 1,000,000 at full scale. Each person has the list that is meant
 * when none is named, each server two; three of five to-dos are due, from a month ago to two months ahead. What is due has
 * its reminder, with the job that will ring: none in the hours in which the bench may run.
 */
export async function makeTodos(client: Client, { users, guilds, busy }: Size): Promise<void> {
  await client.query(`
    insert into todo_lists (id, owner_id, guild_id, name, next_number)
      select ${uuid(`${LISTS} + n`)}, ${FIRST_USER} + n, null, null,
             case when n < ${busy} then ${BUSY.all} else ${USUAL.all} end + 1
      from generate_series(0, ${users - 1}) n
      union all
      select ${uuid(`${LISTS} + ${users} + n`)}, ${FIRST_USER} + ${busy} + n % ${users - busy},
             ${guild(`n % ${guilds}`)}, 'List ' || 1 + n / ${guilds}, ${SHARED.all} + 1
      from generate_series(0, ${guilds * GUILD_LISTS - 1}) n;
    -- Who is no member hears of nothing there.
    insert into guild_members (guild_id, user_id)
      select guild_id, owner_id from todo_lists where guild_id is not null on conflict do nothing;
    insert into todos (id, list_id, number, text, priority, due_at, due_zone, repeat, repeat_day, repeat_time, assignee_id,
                       created_by, created_at, done_at, done_by)
      select ${uuid(`${TODOS} + seed`)}, list_id, number,
             initcap(${word('seed', 6)}) || ' ' || ${word('seed', 7)} || ' ' || ${word('seed', 8)},
             (array[1, 1, 1, 0, 2, 3])[1 + seed % 6],
             due_at, case when due_at is not null then 'Europe/Berlin' end,
             case when due_at is not null and seed % 20 = 0 then 'weekly' end, null,
             case when due_at is not null and seed % 20 = 0 then time '09:00' end,
             case when seed % 2 = 0 then people[1 + seed % cardinality(people)] end,
             owner_id, now() - interval '1 hour' * (seed % 2000),
             case when number > open then now() - interval '1 hour' * (seed % 700) end,
             case when number > open then owner_id end
      from (
        select *, n * 1000 + number as seed,
               case when (n * 1000 + number) % 5 < 3
                    then now() + interval '1 minute' * (minutes + case when minutes > 0 then ${QUIET_MINUTES} else 0 end) end as due_at
        from (
          select id as list_id, owner_id, guild_id, row_number() over (order by id) as n,
                 next_number - 1 as size_of,
                 case when guild_id is not null then ${SHARED.open}
                      when next_number > ${BUSY.all} then ${BUSY.open} else ${USUAL.open} end as open
          from todo_lists) lists
        cross join lateral generate_series(1, size_of) number
        cross join lateral (select (hashint8(n * 1000 + number) & 131071) - 43200 as minutes) due) made
      left join (select guild_id, array_agg(user_id) as people from guild_members group by guild_id) m using (guild_id)
      cross join vocabulary;
    insert into reminders (id, todo_id, user_id, due_at, remind_at, state, sent_at, sent_channel_id, sent_message_id)
      select gen_random_uuid(), id, whom, due_at, due_at, case when rings then 'pending' when was_open then 'sent' else 'cancelled' end,
             case when was_open and not rings then due_at end, case when was_open and not rings then whom end,
             case when was_open and not rings then whom + number end
      from (
        select t.*, coalesce(assignee_id, created_by) as whom, done_at is null and due_at > now() as rings,
               done_at is null or done_at > due_at as was_open
        from todos t where due_at is not null) due;
    select count(*) from reminders r
      where r.state = 'pending' and enqueue('reminders', jsonb_build_object('reminderId', r.id), r.remind_at, r.id::text);
  `);
}
