import type { Knex } from 'knex';

/**
 * A person can be erased: a server's playlists stay without their maker, results of interactions name whose they are,
 * every process hears of it, and the erasure is remembered for the day an older backup is restored.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table playlists
      -- The version before writes an owner always, and shows a list whose maker is gone as that of nobody it knows.
      -- squawk-ignore ban-drop-not-null
      alter column owner_id drop not null,
      add constraint playlists_owned check (guild_id is not null or owner_id is not null) not valid,
      add constraint playlists_owner foreign key (owner_id) references users on delete set null not valid;
    alter table playlists drop constraint playlists_owner_id_fkey;

    alter table handled_interactions add column user_id bigint;
    comment on column handled_interactions.user_id is 'Whose interaction it was; null of one that erased that person.';

    create trigger users_erased after delete on users
      for each row execute function notify_settings('user', 'id');

    create table erasures (
      id        uuid primary key,
      salt      bytea not null constraint erasures_salt check (length(salt) = 32),
      digest    bytea not null constraint erasures_digest check (length(digest) = 32),
      erased_at timestamptz not null default now()
    );
    comment on table erasures is 'Who was erased, for the restore of a backup from before.';
    comment on column erasures.digest is 'SHA-256 of the salt and the person''s id, in decimal.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table erasures;
    drop trigger users_erased on users;
    alter table handled_interactions drop column user_id;
    delete from playlists where owner_id is null;
    alter table playlists
      drop constraint playlists_owner,
      drop constraint playlists_owned,
      alter column owner_id set not null,
      add foreign key (owner_id) references users on delete cascade;
  `);
}
