import type { Knex } from 'knex';

/** Which interactions were counted, so that one that several processes get counts once. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table rate_limits add column uses bigint[] not null default '{}';
    comment on column rate_limits.uses is 'Interactions, in the order in which they were counted.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table rate_limits drop column uses');
}
