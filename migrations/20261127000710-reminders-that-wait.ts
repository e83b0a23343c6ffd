import type { Knex } from 'knex';

/** Outside of a transaction, so that nobody waits while the indexes are built. */
export const config = { transaction: false };

/** Indexes for what waits, and for whom to ask after next. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    'create index concurrently if not exists reminders_held on reminders (id) where held_at is not null',
  );
  await knex.raw(
    'create index concurrently if not exists guild_members_checked on guild_members (checked_at nulls first, guild_id, user_id)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index guild_members_checked');
  await knex.raw('drop index reminders_held');
}
