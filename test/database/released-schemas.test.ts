// Also with Docker: what older versions left is restored and migrated.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { inspect } from '../../tools/database/backup/inspect.ts';
import { load } from '../../tools/database/backup/load.ts';
import { releases } from '../../tools/database/lint/releases.ts';
import { catalogueOf } from '../../tools/database/drift/catalogue.ts';
import { SEALS, type Seals } from '../../tools/database/drift/seals.ts';
import { pendingMigrations } from '../../src/database/migrate.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { withScratchDatabase } from '../../tools/database/scratch.ts';
import { createLogger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { useDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/server.ts';

const database = useDatabase();
const log = createLogger('silent');
const released = await releases(PROJECT.releases);

test('there is a released schema, each with rows in every table', () => {
  expect(released.map(({ version }) => version)).toContain('0.1.0');
  for (const { version, manifest } of released) {
    expect([version, manifest.tables.filter(({ rows }) => rows === 0)]).toEqual([version, []]);
  }
});

/** What a later version took away or rewrote on purpose, as `table` or `table.column`, with the migration that did. */
const CHANGED_ON_PURPOSE: readonly string[] = [];

async function rowsOf(knex: Knex, table: string, columns: readonly string[]): Promise<string[]> {
  const kept = columns.filter((column) => !CHANGED_ON_PURPOSE.includes(`${table}.${column}`));
  const rows = await knex(table).select(kept);
  return rows.map((row) => JSON.stringify(row)).sort();
}

test.each(released)(
  'from $version every row comes along to the newest schema',
  async ({ file, manifest }) => {
    const compressed = path.join(await temporaryFolder('release '), 'release.sql.gz');
    await writeFile(compressed, gzipSync(await readFile(file)));
    await expect(inspect(compressed)).resolves.toEqual(manifest);
    const tables = manifest.tables.filter(
      ({ name }) => name !== 'knex_migrations' && !CHANGED_ON_PURPOSE.includes(name),
    );
    await withScratchDatabase(database.url, log, async (knex) => {
      await knex.transaction((trx) => load(trx, compressed, manifest, PROJECT.migrations));
      const contents = () => Promise.all(tables.map(({ name, columns }) => rowsOf(knex, name, columns)));
      const before = await contents();

      await migrate(knex, log);
      await expect(pendingMigrations(knex)).resolves.toEqual([]);
      const after = await contents();
      before.forEach((rows, at) => {
        expect({ table: tables[at]?.name, rows: after[at] }).toEqual({
          table: tables[at]?.name,
          rows: expect.arrayContaining(rows),
        });
      });
      // The same as of an empty database that was migrated; and no constraint was left unproved.
      await expect(catalogueOf(knex)).resolves.toEqual(await catalogueOf(database.knex));
      const { rows: unproved } = await knex.raw<{ rows: unknown[] }>(
        'select conrelid::regclass, conname from pg_constraint where not convalidated',
      );
      expect(unproved).toEqual([]);
    });
  },
);

test('what a version released is not edited: its migrations are all here, with their checksums', async () => {
  const seals = JSON.parse(await readFile(path.join(PROJECT.migrations, SEALS), 'utf8')) as Seals;
  for (const { manifest } of released) {
    expect(manifest.migrations.filter((name) => !(name in seals))).toEqual([]);
  }
});
