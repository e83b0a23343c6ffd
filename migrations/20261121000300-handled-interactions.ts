import type { Knex } from 'knex';

/** Which interactions have changed something: a second delivery of one must not change it again. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table handled_interactions (id bigint primary key check (id > 0));
    comment on table handled_interactions is 'Discord snowflakes, which tell their own time; a day later they are purged.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table handled_interactions');
}
