import type { Knex } from 'knex';

/** Outside of a transaction, so that nobody waits while rows are looked at. */
export const config = { transaction: false };

/** Matches what has something to see in it: anything but spaces, accents alone, and signs that show nothing. */
const SHOWS =
  '[^\\u0001-\\u0020\\u007F-\\u00A0\\u00AD\\u0300-\\u036F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u206F\\u20D0-\\u20FF\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFE20-\\uFE2F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\U0001BCA0-\\U0001BCA3\\U0001D173-\\U0001D17A\\U000E0000-\\U000E0FFF]';

/** What must show something, and what stands where it did not. */
const NAMES = [
  { table: 'playlists', column: 'name', instead: `'Playlist ' || left(id::text, 8)` },
  { table: 'todo_lists', column: 'name', instead: `'List ' || left(id::text, 8)` },
  { table: 'tracks', column: 'title', instead: `'…'` },
  { table: 'todos', column: 'text', instead: `'…'` },
] as const;

/** Names show something, and a server's playlists are seen by its members. */
export async function up(knex: Knex): Promise<void> {
  for (const { table, column, instead } of NAMES) {
    const name = `${table}_${column}_shows`;
    await knex.raw(`alter table ${table} drop constraint if exists ${name}`);
    await knex.raw(`alter table ${table} add constraint ${name} check (${column} ~ '${SHOWS}') not valid`);
    await knex.raw(`update ${table} set ${column} = ${instead} where ${column} !~ '${SHOWS}'`);
    await knex.raw(`alter table ${table} validate constraint ${name}`);
  }
  await knex.raw('alter table playlists drop constraint if exists playlists_server_is_seen');
  await knex.raw(`
    alter table playlists add constraint playlists_server_is_seen
      check (guild_id is null or visibility <> 'private') not valid`);
  await knex.raw(
    `update playlists set visibility = 'server' where guild_id is not null and visibility = 'private'`,
  );
  await knex.raw('alter table playlists validate constraint playlists_server_is_seen');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table playlists drop constraint playlists_server_is_seen');
  for (const { table, column } of NAMES)
    await knex.raw(`alter table ${table} drop constraint ${table}_${column}_shows`);
}
