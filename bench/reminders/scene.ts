import type { Client } from 'pg';

/** Everybody has two reminders, so that half of the messages need a channel to be opened first. */
const EACH = 2;
const FIRST_USER = 700_000_000_000_000_000n;

/** Fills a migrated database with that many reminders, all of them due within the minute that has just gone by. */
export async function fillReminders(client: Client, count: number): Promise<void> {
  const people = Math.ceil(count / EACH);
  await client.query(`
    insert into users (id) select ${FIRST_USER} + n from generate_series(1, ${people}) n;
    insert into todo_lists (id, owner_id) select gen_random_uuid(), id from users where id > ${FIRST_USER};
    insert into todos (id, list_id, number, text, due_at, due_zone, created_by)
      select gen_random_uuid(), l.id, n, 'Bench to-do ' || n, now() - random() * interval '1 minute', 'UTC', l.owner_id
      from todo_lists l, generate_series(1, ${EACH}) n limit ${count};
    insert into reminders (id, todo_id, user_id, due_at, remind_at)
      select gen_random_uuid(), id, created_by, due_at, due_at from todos;
  `);
  await client.query('vacuum analyze');
}
