/** A process of its own that migrates the database of DATABASE_URL: `migrate-process.ts`. */
import { createDatabase } from '../../src/database/knex.ts';
import { migrate } from '../../src/queues/migrate.ts';
import { createLogger } from '../../src/logger.ts';

const log = createLogger('silent');
const knex = createDatabase({
  url: process.env['DATABASE_URL'] ?? '',
  poolMax: 2,
  applicationName: 'test migration',
  namedStatements: false,
  slowQueryMs: Number.POSITIVE_INFINITY,
  log,
  patient: true,
});
console.log(JSON.stringify(await migrate(knex, log)));
await knex.destroy();
