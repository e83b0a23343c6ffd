/**
 * Keeps the schema of a version that is released, with a few rows of every table: `node test/support/write-release.ts
 * VERSION` writes test/fixtures/schemas/VERSION.sql, once. Needs a database, as `./dev-env.sh db:up` starts it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { config as loadEnvFile } from 'dotenv';
import { readConfig } from '../../src/config.ts';
import { takeBackup } from '../../tools/database/backup/take.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { chooseProvider } from '../../src/database/providers/choose.ts';
import { withScratchDatabase } from '../../tools/database/scratch.ts';
import { createLogger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { fillTables } from './rows.ts';
import { temporaryFolder } from './server.ts';

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  throw new Error('Which version? `node test/support/write-release.ts 1.2.3`');
}
loadEnvFile({ path: PROJECT.envFile, quiet: true });
const log = createLogger('warn');
const { provider } = await chooseProvider(readConfig(process.env), { directory: PROJECT.database });
const { url } = await provider.start();
await withScratchDatabase(url, log, async (knex, scratch) => {
  await migrate(knex, log);
  const without = await fillTables(knex);
  if (without.length > 0) {
    throw new Error(
      `Each table needs a few rows in test/fixtures/rows; these have none: ${without.join(', ')}.`,
    );
  }
  const { file } = await takeBackup(scratch, await temporaryFolder('release '), new Date());
  const target = path.join(PROJECT.releases, `${version}.sql`);
  // What was released does not change any more.
  await writeFile(target, gunzipSync(await readFile(file)), { flag: 'wx' });
  console.log(`Wrote ${path.relative(PROJECT.root, target)}; commit it with the release.`);
});
