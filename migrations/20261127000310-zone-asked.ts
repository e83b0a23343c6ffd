import type { Knex } from 'knex';

/** Who gives a date before their time zone is known is asked for that, once. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column zone_asked_at timestamptz;
    comment on column users.zone_asked_at is 'When they were asked for their time zone, since their first date was read in UTC.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table users drop column zone_asked_at');
}
