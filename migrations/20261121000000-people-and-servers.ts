import type { Knex } from 'knex';

/** Users with their preferences, guilds with their settings, who is a member where, and each guild's modules. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table users (
      id                 bigint primary key check (id > 0),
      locale             text check (char_length(locale) between 2 and 10),
      time_zone          text check (char_length(time_zone) between 1 and 64),
      private_replies    boolean not null default false,
      default_visibility text not null default 'private' check (default_visibility in ('private', 'server', 'public')),
      reminders_by       text not null default 'dm' check (reminders_by in ('dm', 'channel')),
      on_leaderboards    boolean not null default true,
      created_at         timestamptz not null default now(),
      updated_at         timestamptz not null default now()
    );
    comment on table users is 'People the bot was told something by, with their preferences. Ids are Discord snowflakes.';

    create table guilds (
      id                      bigint primary key check (id > 0),
      locale                  text check (char_length(locale) between 2 and 10),
      time_zone               text check (char_length(time_zone) between 1 and 64),
      announcement_channel_id bigint check (announcement_channel_id > 0),
      leaderboard             boolean not null default true,
      left_at                 timestamptz,
      created_at              timestamptz not null default now(),
      updated_at              timestamptz not null default now()
    );
    comment on table guilds is 'Discord servers, with their settings. left_at starts the grace period before a purge.';

    create table guild_members (
      guild_id  bigint not null references guilds on delete cascade,
      user_id   bigint not null references users on delete cascade,
      joined_at timestamptz not null default now(),
      left_at   timestamptz check (left_at >= joined_at),
      primary key (guild_id, user_id)
    );
    create index guild_members_user_id on guild_members (user_id);

    create table guild_modules (
      guild_id   bigint not null references guilds on delete cascade,
      module     text not null check (module in ('playlist', 'todo', 'goal', 'badge', 'prompt')),
      enabled    boolean not null,
      changed_by bigint references users on delete set null,
      changed_at timestamptz not null default now(),
      primary key (guild_id, module)
    );
    comment on table guild_modules is 'What a server switched on or off. A module without a row is on.';
    create index guild_modules_changed_by on guild_modules (changed_by);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table guild_modules, guild_members, guilds, users');
}
