import type { Knex } from 'knex';

/**
 * What each transaction of an interaction came to, so that a second delivery is answered like the first. An interaction
 * may have several, one after the other.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table handled_interactions
      add column step smallint not null default 0 check (step >= 0),
      -- As it was written: jsonb would sort keys and refuse what JavaScript's strings may hold.
      add column result json,
      drop constraint handled_interactions_pkey,
      add primary key (id, step);
    comment on column handled_interactions.step is 'Which transaction of the interaction, from 0.';
    comment on column handled_interactions.result is 'What it returned, as src/models/stored-result.ts writes it.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from handled_interactions where step > 0;
    alter table handled_interactions drop constraint handled_interactions_pkey, drop column result, drop column step,
      add primary key (id);
  `);
}
