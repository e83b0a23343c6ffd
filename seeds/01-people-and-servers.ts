import type { Knex } from 'knex';

/** The people and servers of the local Discord, two of them with preferences, one server with a module off. */
export async function seed(knex: Knex): Promise<void> {
  const user = (n: number) => `20000000000000000${n}`;
  const guild = (n: number) => `30000000000000000${n}`;

  await knex('users')
    .insert([
      { id: user(1), time_zone: 'America/New_York' },
      { id: user(2), private_replies: true },
      { id: user(3), time_zone: 'Europe/Paris' },
      { id: user(4), time_zone: 'Europe/Berlin', default_visibility: 'server' },
      { id: user(5), on_leaderboards: false },
      { id: user(6), time_zone: 'Asia/Tokyo' },
    ])
    .onConflict()
    .ignore();
  await knex('guilds')
    .insert([
      { id: guild(1), time_zone: 'America/New_York', announcement_channel_id: '400000000000000001' },
      { id: guild(2), locale: 'en-US', leaderboard: false },
    ])
    .onConflict()
    .ignore();
  await knex('guild_members')
    .insert([
      ...[1, 2, 3, 4, 5, 6].map((n) => ({ guild_id: guild(1), user_id: user(n) })),
      ...[2, 4, 5].map((n) => ({ guild_id: guild(2), user_id: user(n) })),
    ])
    .onConflict()
    .ignore();
  await knex('guild_modules')
    .insert([
      { guild_id: guild(1), module: 'goal', enabled: true, changed_by: user(1) },
      { guild_id: guild(2), module: 'badge', enabled: false, changed_by: user(2) },
    ])
    .onConflict()
    .ignore();
}
