import type { Knex } from 'knex';

/** What processes count together. Unlogged, since a crash may forget it; the columns in the order in which they are written. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create unlogged table rate_limits (
      key text primary key check (char_length(key) <= 255),
      points integer not null,
      -- Milliseconds since 1970, by the clock of the process that began to count.
      expire bigint not null
    );
    comment on table rate_limits is 'How often somebody used a command lately, where it may be too often.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table rate_limits');
}
