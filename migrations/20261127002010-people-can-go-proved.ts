import type { Knex } from 'knex';

/** Each statement by itself: nobody waits while rows are looked at and the index is built. */
export const config = { transaction: false };

/** Proves the constraints of the step before, and finds the results of a person's interactions. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- What is proved may be proved again.
    -- squawk-ignore prefer-robust-stmts
    alter table playlists validate constraint playlists_owned`);
  await knex.raw(`
    -- What is proved may be proved again.
    -- squawk-ignore prefer-robust-stmts
    alter table playlists validate constraint playlists_owner`);
  await knex.raw(`
    create index concurrently if not exists handled_interactions_user_id on handled_interactions (user_id)
      where user_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index handled_interactions_user_id');
}
