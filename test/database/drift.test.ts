// Also with Docker: the catalogue is compared with what the migrations make in a scratch database.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { brokenSeals, seal } from '../../tools/database/drift/seals.ts';
import { schemaDrift } from '../../tools/database/drift/schema-drift.ts';
import { modelDrift } from '../../tools/database/drift/model-drift.ts';
import { withScratchDatabase } from '../../tools/database/scratch.ts';
import { fileNames } from '../../src/database/module-files.ts';
import { createLogger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { asOwner, useDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/server.ts';

const database = useDatabase();
const log = createLogger('silent');
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('migrations ');
});

const driftOf = (migrations: string, models: { models?: string } = { models: folder }) =>
  withScratchDatabase(
    database.url,
    log,
    async (knex) => (await schemaDrift(knex, log, { migrations, ...models })).drifts,
  );

const migration = (name: string, up: string, down: string) =>
  writeFile(
    path.join(folder, `${name}.ts`),
    `export const up = (knex) => knex.raw(${JSON.stringify(up)});\nexport const down = (knex) => knex.raw(${JSON.stringify(down)});\n`,
  );

test('the migrations go up, down to nothing and up again to the same, and the models fit', async () => {
  await expect(driftOf(PROJECT.migrations, {})).resolves.toEqual([]);
  await expect(asOwner(`select from pg_database where datname like 'ostinato_scratch%'`)).resolves.toEqual(
    [],
  );
});

test('what a migration leaves behind is named', async () => {
  await migration('1-a', 'create table if not exists a (id int)', 'alter table a add more int');
  await migration('2-b', 'create table if not exists b (id int)', 'drop table b');
  const [left, again] = await driftOf(folder);
  expect(left?.sentence).toMatch(/^After all migrations were taken back, something is left; complete/);
  expect(left?.lines).toEqual(expect.arrayContaining(['+ column a.more integer', '+ table a (r)']));
  expect(again?.lines).toEqual(['+ column a.more integer']);
});

test('a migration that cannot be made again is named with what it left', async () => {
  await migration('1-a', 'create table a (id int)', 'select 1');
  const [left, failed] = await driftOf(folder);
  expect(left?.lines).toEqual(['+ column a.id integer', '+ table a (r)']);
  expect(failed?.sentence).toBe('Down and up again fails; mend `up` or `down`.');
  expect(failed?.lines).toEqual([expect.stringMatching(/relation "a" already exists/)]);
});

test('a column that a model lacks, has too much or calls nullable is named', async () => {
  await writeFile(
    path.join(folder, 'thing.ts'),
    `class Thing extends BaseModel {
      static override tableName = 'things';
      declare id: string;
      /** When. */
      declare madeAt: Date | null;
      /** How many. @computed */
      declare trackCount: number;
      declare extra: string;
    }
    columns('things', {
      id: key,
      made_at: fact('when'),
      gone: text('what, where: there'),
    }, {});`,
  );
  const column = (name: string, nullable = false) => ({ table: 'things', name, nullable });
  await expect(modelDrift([column('id'), column('made_at'), column('lost')], folder)).resolves.toEqual([
    'thing.ts: column things.made_at is not null, the field is not so',
    'thing.ts: column things.lost is not declared',
    'thing.ts: columns() does not name things.lost',
    'thing.ts: things has no column extra',
    'thing.ts: things has no column gone',
  ]);
});

test('every migration has its checksum, and none that has one was edited; ./dev-env.sh db:seal adds new ones', async () => {
  await expect(brokenSeals(PROJECT.migrations)).resolves.toEqual({ changed: [], unsealed: [] });
});

test('a migration that has landed is not sealed anew', async () => {
  const [name = ''] = await fileNames(PROJECT.migrations);
  const file = path.join(folder, `${name}.ts`);
  await copyFile(path.join(PROJECT.migrations, `${name}.ts`), file);
  await expect(seal(folder, () => Promise.resolve(false))).resolves.toEqual([name]);
  await writeFile(file, `${await readFile(file, 'utf8')}\n`);
  await expect(brokenSeals(folder)).resolves.toEqual({ changed: [name], unsealed: [] });
  await expect(seal(folder, () => Promise.resolve(false))).resolves.toEqual([]);
  await expect(seal(folder, () => Promise.resolve(true))).resolves.toEqual([name]);
  await expect(brokenSeals(folder)).resolves.toEqual({ changed: [], unsealed: [] });
});
