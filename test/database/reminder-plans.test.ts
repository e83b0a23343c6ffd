import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { PgBoss } from 'pg-boss';
import { NOTICES } from '../../src/models/notice/outbox.ts';
import { REMINDERS } from '../../src/models/reminder/outbox.ts';
import { noticedTodos } from '../../src/models/notice/noticed.ts';
import { jobStore } from '../../src/queues/job-store.ts';
import { claim } from '../../src/queues/outbox/claim.ts';
import { enqueueMissing } from '../../src/queues/outbox/enqueue-missing.ts';
import { outboxLag } from '../../src/queues/outbox/lag.ts';
import { useDatabase } from '../support/database.ts';
import { planOf } from '../support/plan.ts';

/** Besides the pool, whose statements may not take as long as filling a database does. */
let client: Client;
let boss: PgBoss;
let ids: readonly string[];
let notices: readonly { id: string; user_id: string }[];
// Hooks after all run in this order: connections end before their database is dropped.
afterAll(() => boss.stop({ graceful: false }));
afterAll(() => client.end());
const database = useDatabase();

beforeAll(async () => {
  client = new Client({ connectionString: database.url });
  await client.connect();
  // What every installation on solid-state disks sets.
  await client.query('set random_page_cost = 1.1');
  // A third was sent, two thirds lie ahead with their jobs, and twenty are due.
  await client.query(`
    insert into users (id) select generate_series(1, 1000);
    insert into guilds (id) select generate_series(1, 1000);
    insert into todo_lists (id, owner_id) select gen_random_uuid(), id from users;
    insert into todo_list_members (list_id, user_id, role) select id, owner_id % 1000 + 1, 'viewer' from todo_lists;
    insert into guild_members (guild_id, user_id) select id, id from users;
    insert into guild_modules (guild_id, module, enabled)
      select id, module, true from guilds, unnest(array['playlist', 'todo', 'goal', 'badge', 'prompt']) module;
    insert into todos (id, list_id, number, text, due_at, due_zone, created_by)
      select gen_random_uuid(), l.id, n, 'Water the plants', now() + (n - 10) * interval '1 day', 'UTC', l.owner_id
      from todo_lists l, generate_series(1, 30) n;
    insert into reminders (id, todo_id, user_id, due_at, remind_at, state, sent_at, sent_channel_id, sent_message_id)
      select gen_random_uuid(), id, created_by, due_at, due_at, case when due_at > now() then 'pending' else 'sent' end,
             case when due_at <= now() then due_at end, case when due_at <= now() then 1 end, case when due_at <= now() then 1 end
      from todos;
    insert into pgboss.job (name, singleton_key, policy, start_after, priority)
      select '${REMINDERS.queue.name}', id::text, 'exclusive', remind_at, -extract(epoch from remind_at) / 10
      from reminders where state = 'pending';
    update reminders set remind_at = now() - interval '1 second'
      where id in (select id from reminders where state = 'pending' limit 20);
    update pgboss.job set start_after = now() - interval '1 second', priority = 0
      where singleton_key in (select id::text from reminders where state = 'pending' and remind_at < now() limit 10);
    insert into notices (id, act_id, user_id, kind, todo_ids, state, sent_at, sent_channel_id, sent_message_id, created_at)
      select gen_random_uuid(), gen_random_uuid(), created_by, 'done', array[id], 'sent', now(), 1, 1, now() - interval '1 day'
      from todos;
    update notices set state = 'pending', sent_at = null, sent_channel_id = null, sent_message_id = null
      where id in (select id from notices limit 20);
    analyze;
  `);
  const due = await client.query<{ id: string }>(
    `select id from reminders where state = 'pending' and remind_at < now()`,
  );
  ids = due.rows.map(({ id }) => id);
  const waiting = await client.query<{ id: string; user_id: string }>(
    `select id, user_id from notices where state = 'pending'`,
  );
  notices = waiting.rows;
  boss = new PgBoss({ db: jobStore(database.knex), migrate: false, supervise: false, schedule: false });
  await boss.start();
});

const callerOf = (notice: { user_id: string } | undefined) => ({
  userId: notice?.user_id ?? '',
  guildId: null,
  isStaff: false,
});

test.each([
  [
    'what is due and has no job',
    'job_common_i6',
    () => enqueueMissing(database.knex, REMINDERS, new Date(Date.now() + 3_600_000)),
  ],
  ['the jobs that ring', 'job_common_due', () => boss.fetch(REMINDERS.queue.name, { batchSize: 20 })],
  ['what is claimed', 'reminders_pkey', () => claim(database.knex, REMINDERS, ids, new Date())],
  [
    'what is told',
    'notices_pkey',
    () =>
      claim(
        database.knex,
        NOTICES,
        notices.map(({ id }) => id),
        new Date(),
      ),
  ],
  ['the to-dos that are told', 'todos_pkey', () => noticedTodos(callerOf(notices[0]), notices[0]?.id ?? '')],
  ['what is to be told and has no job', 'notices_', () => enqueueMissing(database.knex, NOTICES, new Date())],
  ['by how much notices are late', 'notices_waiting', () => outboxLag(database.knex, NOTICES, new Date())],
  ['by how much reminders are late', 'reminders_due', () => outboxLag(database.knex, REMINDERS, new Date())],
] as const)(
  '%s is found through %s, at 20,000 reminders ahead and 30,000 notices sent',
  async (_, index, verb) => {
    const plan = await planOf(database, client, verb);
    expect(plan).toContain(index);
    // The table of the queues has a row for each queue.
    expect(plan).not.toMatch(/Seq Scan on (?!queue\b)/);
  },
);
