import type { Knex } from 'knex';

/** Playlists of a person or of a server, their tracks in order, and who else may use them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table playlists (
      id          uuid primary key,
      owner_id    bigint not null references users on delete cascade,
      guild_id    bigint references guilds on delete cascade,
      name        text not null
                  constraint playlists_name_length check (char_length(name) between 1 and 100 and name = btrim(name)),
      description text
                  constraint playlists_description_length check (char_length(description) between 1 and 1000),
      visibility  text not null default 'private'
                  constraint playlists_visibility check (visibility in ('private', 'server', 'public')),
      created_at  timestamptz not null default now(),
      deleted_at  timestamptz
    );
    comment on table playlists is 'guild_id null: the owner''s own. Otherwise it belongs to that server, and owner_id made it.';

    -- One name per owner among the living, whatever its case; they serve the lists and the autocomplete as well.
    create unique index playlists_user_name on playlists (owner_id, lower(name) text_pattern_ops)
      where guild_id is null and deleted_at is null;
    create unique index playlists_guild_name on playlists (guild_id, lower(name) text_pattern_ops)
      where guild_id is not null and deleted_at is null;
    create index playlists_owner_id on playlists (owner_id);
    create index playlists_guild_id on playlists (guild_id) where guild_id is not null;
    -- What restore offers, and what the purge looks for.
    create index playlists_deleted_at on playlists (deleted_at) where deleted_at is not null;

    create table tracks (
      id           uuid primary key,
      playlist_id  uuid not null references playlists on delete cascade,
      position     integer constraint tracks_position check (position between 1 and 10000),
      title        text not null constraint tracks_title_length check (char_length(title) between 1 and 200),
      artist       text constraint tracks_artist_length check (char_length(artist) between 1 and 200),
      url          text constraint tracks_url check (char_length(url) <= 2000 and url ~ '^https{0,1}://[^[:space:]]+$'),
      duration_ms  integer constraint tracks_duration check (duration_ms > 0),
      added_by     bigint references users on delete set null,
      added_at     timestamptz not null default now(),
      removed_at   timestamptz,
      removal_id   uuid,
      removed_from integer,
      constraint tracks_position_unique unique (playlist_id, position) deferrable initially immediate,
      constraint tracks_removed_or_placed check (
        (removed_at is null and position is not null and removal_id is null and removed_from is null) or
        (removed_at is not null and position is null and removal_id is not null and removed_from is not null)
      )
    );
    comment on column tracks.removal_id is 'What one act removed carries one id, so that Undo brings back all of it.';
    create index tracks_added_by on tracks (added_by);
    create index tracks_removal on tracks (playlist_id, removal_id) where removal_id is not null;
    create index tracks_removed_at on tracks (removed_at) where removed_at is not null;

    create table playlist_collaborators (
      playlist_id uuid not null references playlists on delete cascade,
      user_id     bigint not null references users on delete cascade,
      role        text not null constraint playlist_collaborators_role check (role in ('viewer', 'editor')),
      granted_by  bigint references users on delete set null,
      granted_at  timestamptz not null default now(),
      primary key (playlist_id, user_id)
    );
    create index playlist_collaborators_user_id on playlist_collaborators (user_id);
    create index playlist_collaborators_granted_by on playlist_collaborators (granted_by);

    -- The last guard of the order: whatever a statement did, the living tracks of a list stand at 1..n.
    create function tracks_stand_in_order() returns trigger language plpgsql as $$
    begin
      if exists (
        select from tracks
        where playlist_id in (select distinct playlist_id from changed) and position is not null
        group by playlist_id
        having count(*) <> max(position)
      ) then
        raise exception 'the positions of a playlist must be 1..n'
          using errcode = 'check_violation', constraint = 'tracks_in_order', table = 'tracks';
      end if;
      return null;
    end $$;
    create trigger tracks_inserted after insert on tracks
      referencing new table as changed for each statement execute function tracks_stand_in_order();
    create trigger tracks_updated after update on tracks
      referencing new table as changed for each statement execute function tracks_stand_in_order();
    create trigger tracks_deleted after delete on tracks
      referencing old table as changed for each statement execute function tracks_stand_in_order();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table playlist_collaborators, tracks, playlists;
    drop function tracks_stand_in_order();
  `);
}
