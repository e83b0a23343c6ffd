import type { Knex } from 'knex';

/** Indexes cannot be made concurrently within a transaction; each step can be taken again after an interruption. */
export const config = { transaction: false };

/** Unicode's rules, built into PostgreSQL: the locale of a database may know no Ä, or another i. */
const FOLDED = 'lower(name collate pg_c_utf8)';
const BY_LOCALE = 'lower(name)';

const LIVING = 'deleted_at is null';
const indexes = (folded: string, trigrams: string): [name: string, unique: string, definition: string][] => [
  [
    'playlists_user_name',
    'unique',
    `playlists (owner_id, ${folded} text_pattern_ops) where guild_id is null and ${LIVING}`,
  ],
  [
    'playlists_guild_name',
    'unique',
    `playlists (guild_id, ${folded} text_pattern_ops) where guild_id is not null and ${LIVING}`,
  ],
  [
    'todo_lists_user_name',
    'unique',
    `todo_lists (owner_id, ${folded} text_pattern_ops) where guild_id is null and name is not null and ${LIVING}`,
  ],
  [
    'todo_lists_guild_name',
    'unique',
    `todo_lists (guild_id, ${folded} text_pattern_ops) where guild_id is not null and ${LIVING}`,
  ],
  [
    'playlists_search',
    '',
    `playlists using gin (${folded} ${trigrams}.gin_trgm_ops) where ${LIVING} and visibility = 'public'`,
  ],
];

/** Names are the same everywhere when they differ in case only, whatever locale the database has. */
export async function up(knex: Knex): Promise<void> {
  const trigrams = await schemaOfTrigrams(knex);
  // Wherever pg_trgm was installed, these are where the tables are. What comes from the extension is looked up now.
  await knex.raw(`
    create or replace function name_resembles(name text, sought text) returns boolean language sql stable parallel safe
      -- An index serves what is asked by its own collation.
      return name collate pg_c_utf8 operator(${trigrams}.%>) sought;
    create or replace function name_closeness(name text, sought text) returns real language sql immutable parallel safe
      return greatest(${trigrams}.word_similarity(sought, name), case when strpos(name, sought) > 0 then 1 else 0 end);
    create or replace function name_likeness(name text, sought text) returns real language sql immutable parallel safe
      return ${trigrams}.similarity(sought, name);
    create or replace function has_trigrams(sought text) returns boolean language sql immutable parallel safe
      return cardinality(${trigrams}.show_trgm(sought)) > 0;
  `);
  await replace(knex, indexes(FOLDED, trigrams), /pg_c_utf8/);
}

export async function down(knex: Knex): Promise<void> {
  const trigrams = await schemaOfTrigrams(knex);
  await replace(knex, indexes(BY_LOCALE, trigrams), /lower\(name\)/);
  await knex.raw(`
    drop function name_resembles(text, text), name_closeness(text, text), name_likeness(text, text), has_trigrams(text);
  `);
}

async function schemaOfTrigrams(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { schema: string }[] }>(
    `select extnamespace::regnamespace::text as schema from pg_extension where extname = 'pg_trgm'`,
  );
  return rows[0]?.schema ?? 'public';
}

async function replace(knex: Knex, wanted: ReturnType<typeof indexes>, present: RegExp): Promise<void> {
  for (const [name, unique, definition] of wanted) {
    const { rows } = await knex.raw<{ rows: { definition: string }[] }>(
      `select pg_get_indexdef(to_regclass('${name}')) as definition`,
    );
    if (present.test(rows[0]?.definition ?? '')) continue;
    if (unique) await tellApart(knex, definition);
    await knex.raw(`drop index concurrently if exists ${name}_new`);
    await knex.raw(`create ${unique} index concurrently if not exists ${name}_new on ${definition}`);
    // Errors tell an index's name, from which the bot that runs makes a sentence: it must not change for a moment.
    await knex.raw(`
      -- Together, and in a moment, for that reason.
      -- squawk-ignore require-concurrent-index-deletion
      drop index if exists ${name};
      alter index ${name}_new rename to ${name}`);
  }
}

/** Gives all but the first of the names that have become the same the lowest number that is free, one after the other. */
async function tellApart(knex: Knex, definition: string): Promise<void> {
  const [, table = '', owner = '', folded = '', where = ''] =
    /^(\w+) \((\w+), (.*) text_pattern_ops\) where (.*)$/.exec(definition) ?? [];
  const renaming = `
    update ${table} t
    set name = (
      select numbered from generate_series(2, 10000) n, concat(btrim(left(t.name, 90)), ' (', n, ')') numbered
      where not exists (select from ${table} o where o.${owner} = t.${owner} and ${folded.replace('name', 'o.name')} = ${folded.replace('name', 'numbered')})
      order by n limit 1)
    from (select id, row_number() over (partition by ${owner}, ${folded} order by created_at, id) as nth
          from ${table} where ${where}) same
    where same.id = t.id and same.nth = 2`;
  for (;;) {
    const { rowCount } = await knex.raw<{ rowCount: number }>(renaming);
    if (!rowCount) return;
  }
}
