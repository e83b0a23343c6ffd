import type { ChildProcess } from 'node:child_process';
import type { Config } from 'jest';
import { Client } from 'pg';
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { createLogger } from '../../src/logger.ts';
import { findDocument, NOT_CHECKED } from '../../playground/openapi/find-document.ts';
import { startServer, temporaryFolder, type TestServer } from './server.ts';
import { startGuardian } from './start-guardian.ts';
import { TEMPLATE, withDatabaseName } from './template.ts';

declare global {
  var ostinatoTestServer: TestServer | undefined;
  var ostinatoGuardian: ChildProcess | undefined;
}

const NEEDS_NONE = /test[\\/]unit/;

/** Jest's global setup: a migrated template database for the run, unless only unit tests were asked for. */
export default async function setup(jest: Config & { testPathPatterns?: { patterns: string[] } }) {
  const patterns = jest.testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && patterns.every((pattern) => NEEDS_NONE.test(pattern))) return;
  if (!findDocument(process.env['DISCORD_OPENAPI'])) console.warn(NOT_CHECKED);
  const folder = await temporaryFolder('ostinato-test-');
  process.env['TEST_RUN_FOLDER'] = folder;
  // Jest ends at Ctrl-C, and when it fails itself, without its global teardown.
  globalThis.ostinatoGuardian = startGuardian(folder);
  const server = await startServer(process.env['TEST_DATABASE_PROVIDER']);
  globalThis.ostinatoTestServer = server;
  process.env['TEST_SERVER_URL'] = server.url;
  await makeTemplate(server.url);
}

async function makeTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const knex = createDatabase({
    url: withDatabaseName(url, TEMPLATE),
    poolMax: 2,
    applicationName: 'template',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: createLogger('warn'),
    patient: true,
  });
  try {
    await migrate(knex, createLogger('warn'));
  } finally {
    await knex.destroy();
  }
}
