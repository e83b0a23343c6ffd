import type { Knex } from 'knex';

/** Outside of a transaction, so that nobody waits while the index is built. */
export const config = { transaction: false };

/** An undo finds the tracks of its act. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    'create index concurrently if not exists tracks_act on tracks (playlist_id, act_id) where act_id is not null',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index tracks_act');
}
