import type { Knex } from 'knex';

/**
 * Every process hears of a person whose first word are preferences: it may have kept that nobody knows them. Whoever is
 * remembered for something else has none, as it was kept.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create trigger users_chosen after insert on users
      for each row when (new.locale is not null or new.time_zone is not null or new.private_replies
                         or new.default_visibility <> 'private')
      execute function notify_settings('user', 'id')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop trigger users_chosen on users');
}
