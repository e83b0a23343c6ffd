// Also with Docker: which index a search uses depends on the locale.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { FILTERS, type Filter } from '../../src/domain/todo/todo.ts';
import { listTodos } from '../../src/models/todo/list.ts';
import { suggestTodos } from '../../src/models/todo/suggest.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { useDatabase } from '../support/database.ts';
import { planOf } from '../support/plan.ts';

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
    insert into guild_modules (guild_id, module, enabled)
      select g, module, true from generate_series(1, 200) g, unnest(array['playlist', 'todo', 'goal', 'badge', 'prompt']) module;
    insert into todo_lists (id, owner_id, guild_id, name, next_number)
      select gen_random_uuid(), 1 + n % 2000, case when n % 4 = 3 then 1 + n % 200 end,
             case when n > 2000 then 'List ' || n end, 1000
      from generate_series(1, 6000) n where n > 2000 or n % 4 <> 3;
    insert into todo_list_members (list_id, user_id, role)
      select id, owner_id % 2000 + 1, 'editor' from todo_lists where guild_id is null and name is not null;
    insert into todos (id, list_id, number, text, priority, due_at, due_zone, assignee_id, created_by, created_at, done_at, deleted_at)
      select gen_random_uuid(), l.id, n, 'Water the plants ' || n, n % 4,
             case when n % 2 = 0 then now() + (n - 6) * interval '1 hour' end, case when n % 2 = 0 then 'UTC' end,
             case when l.guild_id is not null and n % 3 = 0 then 1 + (n * 37) % 2000 end, l.owner_id,
             now() - n * interval '1 minute', case when n % 3 = 1 then now() end, case when n % 10 = 9 then now() end
      from todo_lists l, generate_series(1, 12) n;
    analyze;
  `);
});

const listed = { now: new Date(), dayEnd: new Date(), page: 2 };
const aList = async () => {
  const { rows } = await client.query<{ id: string }>(
    'select id from todo_lists where owner_id = 1 and guild_id is null and name is not null limit 1',
  );
  return rows[0]?.id ?? '';
};

/** What is open by date, what is done by when, what is somebody's by whose. */
const INDEXES: Record<Filter, string> = {
  open: 'todos_open',
  overdue: 'todos_open',
  today: 'todos_open',
  done: 'todos_done',
  mine: 'todos_assignee',
};

test.each([
  ...FILTERS.map(
    (filter) =>
      [
        `a page of ${filter} to-dos`,
        INDEXES[filter],
        () => listTodos(caller, { filter, sort: 'due', ...listed }),
      ] as const,
  ),
  [
    'a page of one list, by priority',
    'todos_open',
    async () => listTodos(caller, { list: await aList(), filter: 'open', sort: 'priority', ...listed }),
  ],
  [
    'autocomplete of open to-dos, everywhere',
    'todos_open',
    () => suggestTodos(caller, 'plants 1', { state: 'open', list: undefined }),
  ],
  [
    'autocomplete of done to-dos of a list',
    'todos_done',
    async () => suggestTodos(caller, '7', { state: 'done', list: await aList() }),
  ],
  [
    'autocomplete of whatever can be shown',
    'todos_number_unique',
    () => suggestTodos(caller, 'plants', { state: 'living', list: undefined }),
  ],
  [
    'autocomplete of removed to-dos',
    'todos_removed',
    () => suggestTodos(caller, 'plants', { state: 'removed', list: undefined }),
  ],
  [
    'autocomplete of what can be claimed',
    'todos_open',
    () => suggestTodos(caller, '', { state: 'open', list: undefined, free: true }),
  ],
  [
    'autocomplete of lists',
    'todo_lists_owner_id',
    () => todoLists.suggest(caller, 'list', { role: 'member', unnamed: 'My list' }),
  ],
  ['a page of lists', 'todos_open', () => todoLists.list(caller, { page: 1 })],
] as const)('%s is found through %s, at 5,500 lists and 66,000 to-dos', async (_, index, verb) => {
  const plan = await planOf(database, client, verb);
  expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});
