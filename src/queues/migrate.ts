import type { Knex } from 'knex';
import { migrateTables } from '../database/migrate.ts';
import type { Logger } from '../logger.ts';
import { prepareQueues } from './prepare.ts';

/** Brings the whole schema up to date, tables and job queues. @see migrateTables */
export const migrate = (knex: Knex, log: Logger): Promise<string[]> =>
  migrateTables(knex, log, { after: () => prepareQueues(knex) });
