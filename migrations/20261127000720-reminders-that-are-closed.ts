import type { Knex } from 'knex';

/** That the message of a reminder was changed because what it was about is done, or no longer so. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table reminders add column closed_at timestamptz;
    comment on column reminders.closed_at is 'When its message lost its buttons, since the to-do was done or changed elsewhere.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table reminders drop column closed_at');
}
