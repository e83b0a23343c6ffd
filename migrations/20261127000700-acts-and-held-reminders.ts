import type { Knex } from 'knex';

/** What an undo needs to leave alone what others did since, and what reminders need to wait and to arrive once. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table todo_assignments (
      act_id      uuid primary key,
      todo_id     uuid not null references todos on delete cascade,
      previous_id bigint references users on delete set null,
      created_at  timestamptz not null default now()
    );
    comment on table todo_assignments is 'Who had a to-do before an act gave it to somebody: Undo gives it back. Purged after 30 days.';
    create index todo_assignments_todo_id on todo_assignments (todo_id);
    create index todo_assignments_previous_id on todo_assignments (previous_id) where previous_id is not null;
    create index todo_assignments_created_at on todo_assignments (created_at);
    comment on column todos.act_id is 'The act that last changed it: an undo finds what is still as its act left it.';

    alter table tracks add column act_id uuid;
    comment on column tracks.act_id is 'The act that put it in, where its Undo takes it out again.';

    alter table reminders add column held_at timestamptz, add column first_claimed_at timestamptz;
    comment on column reminders.held_at is 'Since when it waits for the person, the bot or the module to be back in the server.';
    comment on column reminders.first_claimed_at is 'By the clock of the database: no message about it is older.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table reminders drop column first_claimed_at, drop column held_at;
    alter table tracks drop column act_id;
    comment on column todos.act_id is 'The act that last did, reopened or removed it: its Undo finds all that it touched.';
    drop table todo_assignments;
  `);
}
