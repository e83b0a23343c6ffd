import type { Knex } from 'knex';

/** Public playlists whose names are only a little like what was typed: two letters that changed places leave little. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- PostgreSQL knows the setting below once pg_trgm is loaded.
    select name_likeness('', '');
    create function similar_public_playlists(typed text, most integer) returns setof uuid
      language sql stable set pg_trgm.word_similarity_threshold = 0.25
      as $$
        select id from playlists
        where deleted_at is null and visibility = 'public'
          and name_resembles(lower(name collate pg_c_utf8), typed) limit most
      $$;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function similar_public_playlists(text, integer)');
}
