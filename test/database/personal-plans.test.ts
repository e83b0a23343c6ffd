import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { erasing, HOLDERS, HOLDING, idsOf } from '../../src/models/personal/erase-in.ts';
import { erasePerson } from '../../src/models/personal/erase.ts';
import { exportPerson, selecting } from '../../src/models/personal/export.ts';
import { PREVIEW, previewErasure } from '../../src/models/personal/preview.ts';
import { useDatabase } from '../support/database.ts';

/** Besides the pool, whose statements may not take as long as filling a database does. */
let client: Client;
// Hooks after all run in this order: the connection ends before its database is dropped.
afterAll(() => client.end());
const database = useDatabase();

/** She has a thousand rows in each table, besides what others have. */
const ALICE = '1';

beforeAll(async () => {
  client = new Client({ connectionString: database.url });
  await client.connect();
  // What every installation on solid-state disks sets.
  await client.query('set random_page_cost = 1.1');
  await client.query(`
    insert into users (id) select generate_series(1, 20000);
    insert into guilds (id) select generate_series(1, 1000);
    insert into guild_members (guild_id, user_id) select n, 1 from generate_series(1, 1000) n
      union select 1 + n % 1000, 2 + n % 19999 from generate_series(1, 30000) n;
    insert into guild_modules (guild_id, module, enabled, changed_by)
      select g, module, true, case when module = 'todo' then 1 else 2 + g end
      from generate_series(1, 1000) g, unnest(array['playlist', 'todo', 'goal', 'badge', 'prompt']) module;
    insert into guild_setting_changes (guild_id, setting, changed_by)
      select 1 + n % 1000, 'locale', case when n <= 1000 then 1 else 2 + n % 19999 end from generate_series(1, 30000) n;
    insert into playlists (id, owner_id, guild_id, name, visibility)
      select gen_random_uuid(), case when n <= 1000 then 1 else 2 + n % 19999 end, case when n % 2 = 0 then 1 + n % 1000 end,
             'List ' || n, 'server'
      from generate_series(1, 20000) n;
    insert into tracks (id, playlist_id, position, title, added_by)
      select gen_random_uuid(), p.id, n, 'Track', case when n = 5 and p.name like 'List 1___' then 1 else p.owner_id end
      from playlists p, generate_series(1, case when owner_id = 1 then 5 else 20 end) n;
    insert into playlist_collaborators (playlist_id, user_id, role, granted_by)
      select id, case when n <= 1000 then 1 else 2 + (n + 7) % 19999 end, 'editor', owner_id
      from (select *, row_number() over (order by name) as n from playlists where owner_id > 1) p;
    insert into todo_lists (id, owner_id, guild_id, name, next_number)
      select gen_random_uuid(), case when n <= 1000 then 1 else 2 + n % 19999 end, case when n % 2 = 0 then 1 + n % 1000 end,
             'List ' || n, 1000
      from generate_series(1, 20000) n;
    insert into todo_list_members (list_id, user_id, role, granted_by)
      select id, case when n <= 1000 then 1 else 2 + (n + 7) % 19999 end, 'editor', owner_id
      from (select *, row_number() over (order by name) as n from todo_lists where owner_id > 1) l;
    insert into todos (id, list_id, number, text, due_at, due_zone, assignee_id, created_by, done_by)
      select gen_random_uuid(), l.id, n, 'Water the plants ' || n, now() + interval '1 day', 'UTC',
             case when l.guild_id is not null then 2 + n * 37 % 1000 end, l.owner_id, case when n = 1 then l.owner_id end
      from todo_lists l, generate_series(1, 5) n;
    insert into reminders (id, todo_id, user_id, due_at, remind_at)
      select gen_random_uuid(), t.id, t.created_by, t.due_at, t.due_at from todos t where number = 1;
    insert into notices (id, act_id, user_id, actor_id, kind, todo_ids)
      select gen_random_uuid(), gen_random_uuid(), t.created_by, 2 + (t.created_by + 3) % 19999, 'done', array[t.id]
      from todos t where number = 2;
    insert into todo_assignments (act_id, todo_id, previous_id)
      select gen_random_uuid(), t.id, t.created_by from todos t where number = 3;
    insert into handled_interactions (id, user_id, result)
      select n, case when n <= 1000 then 1 else 2 + n % 19999 end, '{}' from generate_series(1, 30000) n;
    analyze;
  `);
});

const planOf = async (sql: string) => {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain ${sql.replaceAll(':userId', ALICE)}`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

test.each([
  ...HOLDING.map((table) => [`exporting ${table.table}`, selecting(table)]),
  ...HOLDING.map((table) => [`erasing from ${table.table}`, erasing(table)]),
  ['counting what would go', PREVIEW],
  ...HOLDERS.map((table) => [`locking ${table.table}`, idsOf(table)]),
])('%s reads no table from its beginning to its end, at 20,000 people and 100,000 to-dos', async (_, sql) => {
  const plan = await planOf(sql);
  expect(plan).not.toMatch(/Seq Scan on (?!guilds)/);
});

test('a thousand rows of each kind are exported in batches and erased in one statement for each table', async () => {
  const statements: string[] = [];
  database.knex.on('query', ({ sql }: { sql: string }) => void statements.push(sql));
  const read: Record<string, number> = {};
  for await (const { name, rows } of exportPerson(ALICE))
    for await (const batch of rows) {
      expect(batch.length).toBeLessThanOrEqual(1_000);
      read[name] = (read[name] ?? 0) + batch.length;
    }
  for (const { about } of HOLDING)
    if (about.file && about.file !== 'preferences')
      expect([about.file, read[about.file] ?? 0]).toEqual([about.file, expect.any(Number)]);
  expect(Object.values(read).filter((count) => count >= 1_000).length).toBeGreaterThanOrEqual(12);
  expect(statements.filter((sql) => sql.startsWith('declare'))).toHaveLength(Object.keys(read).length);

  const preview = await previewErasure(ALICE);
  statements.length = 0;
  await expect(erasePerson(ALICE)).resolves.toEqual(preview);
  for (const { table } of HOLDING)
    expect([
      table,
      statements.filter((sql) => new RegExp(`(delete from|update) ${table}\\b`).test(sql)).length,
    ]).toEqual([table, 1]);
  await expect(previewErasure(ALICE)).resolves.toEqual({ erased: [], kept: [] });
});
