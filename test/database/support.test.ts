import { expect, test } from '@jest/globals';
import { pendingMigrations } from '../../src/database/migrate.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('a test file has a database of its own with every migration in it', async () => {
  const { rows } = await database.knex.raw<{ rows: { name: string }[] }>('select current_database() as name');
  expect(rows[0]?.name).toMatch(/^test_/);
  await expect(pendingMigrations(database.knex)).resolves.toEqual([]);
});
