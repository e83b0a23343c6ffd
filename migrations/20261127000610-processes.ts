import type { Knex } from 'knex';

/**
 * Who may get the same interactions. Logged: if a crash of the server emptied it, whoever came back first would take
 * itself for alone.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table processes (
      id uuid primary key,
      seen_at timestamptz not null
    );
    comment on table processes is 'The processes of the bot; they are forgotten an hour after they were last seen.';
    comment on column processes.seen_at is 'The process knows who else was there at that moment.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table processes');
}
