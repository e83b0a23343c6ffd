import type { Knex } from 'knex';

/** Indexes cannot be made concurrently within a transaction; each step can be taken again after an interruption. */
export const config = { transaction: false };

/** What is a person's and seen by the servers that they are in, as src/models/owned seeks it. */
const SEEN_BY_MEMBERS = `deleted_at is null and visibility = 'server' and guild_id is null`;

/** A person's playlists that members of their servers may see are found by name, as public ones are. */
export async function up(knex: Knex): Promise<void> {
  const { rows } = await knex.raw<{ rows: { trigrams: string }[] }>(
    `select extnamespace::regnamespace::text as trigrams from pg_extension where extname = 'pg_trgm'`,
  );
  const [{ trigrams } = { trigrams: 'public' }] = rows;
  await knex.raw('drop index concurrently if exists playlists_search_of_members');
  await knex.raw(`
    create index concurrently if not exists playlists_search_of_members
      on playlists using gin (lower(name collate pg_c_utf8) ${trigrams}.gin_trgm_ops) where ${SEEN_BY_MEMBERS}`);
  await knex.raw(`
    -- PostgreSQL knows the setting below once pg_trgm is loaded.
    select name_likeness('', '');
    -- Of any table of owned things that have a visibility: what is a little like a name, and open to everybody or to the
    -- members of a server because the owner is one.
    create or replace function similar_names(things regclass, typed text, guild bigint, most integer) returns setof uuid
      language plpgsql stable set pg_trgm.word_similarity_threshold = 0.25
      as $$
        begin
          return query execute format('
            (select o.id from %1$s o
             where o.deleted_at is null and o.visibility = ''public''
               and name_resembles(lower(o.name collate pg_c_utf8), $1) limit $3)
            union all
            (select o.id from %1$s o
             where o.deleted_at is null and o.visibility = ''server'' and o.guild_id is null
               and name_resembles(lower(o.name collate pg_c_utf8), $1) and exists (
                 select from guild_members m
                 where m.guild_id = $2 and m.user_id = o.owner_id and m.left_at is null offset 0)
             limit $3)', things)
          using typed, guild, most;
        end
      $$;
    -- Processes of the version before call it until they are replaced.
    comment on function similar_public_playlists(text, integer) is 'Replaced by similar_names.'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('comment on function similar_public_playlists(text, integer) is null');
  await knex.raw('drop function if exists similar_names(regclass, text, bigint, integer)');
  await knex.raw('drop index concurrently if exists playlists_search_of_members');
}
