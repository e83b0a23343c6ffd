// Also with Docker: types and constraints of the server’s own catalogue.
import { expect, test } from '@jest/globals';
import { createTranslations } from '../../src/locales/translate.ts';
import { Guild } from '../../src/models/guild/guild.ts';
import { GuildModule } from '../../src/models/guild/guild-module.ts';
import { User } from '../../src/models/person/user.ts';
import { MODULES } from '../../src/domain/modules.ts';
import { useDatabase } from '../support/database.ts';
import { fillTables } from '../support/rows.ts';

const database = useDatabase();
const rowsOf = async <T>(sql: string) => (await database.knex.raw<{ rows: T[] }>(sql)).rows;

test('every foreign key is covered by an index that begins with its columns', async () => {
  const uncovered = await rowsOf<{ conname: string }>(`
    select conname from pg_constraint c
    where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
      select from pg_index i
      where i.indrelid = c.conrelid and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`);
  expect(uncovered).toEqual([]);
});

test('every unique rule that a person can run into has words', async () => {
  const rules = await rowsOf<{ name: string }>(`
    select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and i.indisunique and not i.indisprimary
      and c.relname not in ('tracks_position_unique', 'todos_number_unique', 'todos_previous_unique', 'todo_lists_default_of_user', 'reminders_ahead', 'notices_once')`);
  const translations = createTranslations(String);
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.filter(({ name }) => !translations.has(`constraint.${name}`))).toEqual([]);
});

test('every table has rows that a released schema can be tried with', async () => {
  const scratch = await database.knex.transaction();
  expect(await fillTables(scratch)).toEqual([]);
  await scratch.rollback();
});

test('snowflakes are bigint and read as strings, times have their zone', async () => {
  const wrong = await rowsOf(`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and table_name not like 'knex%'
      and (data_type like 'timestamp without%' or (column_name ~ '(user|guild|channel|owner)_id$' and data_type <> 'bigint'))`);
  expect(wrong).toEqual([]);
  await User.query().insert({ id: '9223372036854775807' });
  expect(await User.query().findById('9223372036854775807')).toMatchObject({ id: '9223372036854775807' });
});

test('the modules of the code are those of the constraint', async () => {
  await Guild.query().insert({ id: '77' });
  for (const module of MODULES) await GuildModule.query().insert({ guildId: '77', module, enabled: false });
  await expect(
    GuildModule.query().insert({ guildId: '77', module: 'other' as 'playlist', enabled: true }),
  ).rejects.toMatchObject({
    key: 'constraint.guild_modules_module_check',
  });
});
