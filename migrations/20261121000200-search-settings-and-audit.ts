import type { Knex } from 'knex';

/** Search by trigrams, staff roles, who changed which setting, and word to the other processes of each change. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Trusted since PostgreSQL 13: the database's owner may create it.
    create extension if not exists pg_trgm;

    -- Only what everybody may find is searched by name: a caller's own and shared ones are few, and found by owner.
    create index playlists_search on playlists using gin (lower(name) gin_trgm_ops)
      where deleted_at is null and visibility = 'public';

    create table guild_staff_roles (
      guild_id bigint not null references guilds on delete cascade,
      role_id  bigint not null check (role_id > 0),
      primary key (guild_id, role_id)
    );
    comment on table guild_staff_roles is 'Roles whose members may do what else needs Manage Server.';

    create table guild_setting_changes (
      id         bigint generated always as identity primary key,
      guild_id   bigint not null references guilds on delete cascade,
      setting    text not null check (char_length(setting) between 1 and 40),
      before     text check (char_length(before) <= 200),
      after      text check (char_length(after) <= 200),
      changed_by bigint references users on delete set null,
      changed_at timestamptz not null default now()
    );
    create index guild_setting_changes_guild_id on guild_setting_changes (guild_id, id desc);
    create index guild_setting_changes_changed_by on guild_setting_changes (changed_by);

    -- Every process keeps callers' settings for a while; this is how it learns, at commit, that they changed.
    create function notify_settings() returns trigger language plpgsql as $$
    begin
      perform pg_notify('settings', tg_argv[0] || ' ' || (to_jsonb(coalesce(new, old)) ->> tg_argv[1]));
      return null;
    end $$;
    create trigger users_changed after update of locale, time_zone, private_replies, default_visibility on users
      for each row when (old.* is distinct from new.*) execute function notify_settings('user', 'id');
    create trigger guilds_changed after update of locale, time_zone on guilds
      for each row when (old.* is distinct from new.*) execute function notify_settings('guild', 'id');
    create trigger guild_modules_changed after insert or update or delete on guild_modules
      for each row execute function notify_settings('guild', 'guild_id');
    create trigger guild_staff_roles_changed after insert or update or delete on guild_staff_roles
      for each row execute function notify_settings('guild', 'guild_id');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger users_changed on users;
    drop trigger guilds_changed on guilds;
    drop trigger guild_modules_changed on guild_modules;
    drop table guild_setting_changes, guild_staff_roles;
    drop function notify_settings();
    drop index playlists_search;
    drop extension pg_trgm;
  `);
}
