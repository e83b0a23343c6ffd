/** Writes the diagram in docs/database.md anew, from the migrations: `node docs/write-schema.ts`; needs a database. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { config as loadEnvFile } from 'dotenv';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/queues/migrate.ts';
import { chooseProvider } from '../src/database/providers/choose.ts';
import { withScratchDatabase } from '../tools/database/scratch.ts';
import { createLogger } from '../src/logger.ts';
import { PROJECT } from '../src/project.ts';
import { withDiagram } from './database-document.ts';
import { schemaDiagram } from './schema-diagram.ts';

loadEnvFile({ path: PROJECT.envFile, quiet: true });
const log = createLogger('warn');
const { provider } = await chooseProvider(readConfig(process.env), { directory: PROJECT.database });
const { url } = await provider.start();
const diagram = await withScratchDatabase(url, log, async (knex) => {
  await migrate(knex, log);
  return schemaDiagram(knex);
});
const target = path.join(PROJECT.root, 'docs/database.md');
await writeFile(target, withDiagram(await readFile(target, 'utf8'), diagram));
