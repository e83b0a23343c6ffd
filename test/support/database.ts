import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { createDatabase } from '../../src/database/knex.ts';
import { BaseModel } from '../../src/models/base/base-model.ts';
import { createLogger } from '../../src/logger.ts';
import { serverUrl, TEMPLATE, withDatabaseName } from './template.ts';

const GOODBYE_MS = 30_000;

/** A test file's own database, from beforeAll on. */
export interface TestDatabase {
  readonly url: string;
  readonly knex: Knex;
}

/**
 * Gives the test file a database of its own, bound to the models, and drops it afterwards.
 * @param from the database to copy; `template0` makes an empty one.
 * @throws Error after the last test when it left a connection in use or a transaction open.
 */
export function useDatabase(from: string = TEMPLATE): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  let knex: Knex | undefined;
  let url: string | undefined;

  beforeAll(async () => {
    await asOwner(`create database ${name} template ${from}`);
    url = withDatabaseName(serverUrl(), name);
    knex = createDatabase({
      url,
      poolMax: 10,
      applicationName: 'test',
      namedStatements: true,
      slowQueryMs: Number.POSITIVE_INFINITY,
      // How fast this machine is decides nothing.
      statementMs: 30_000,
      connectionMs: 60_000,
      log: createLogger('error'),
    });
    BaseModel.knex(knex);
  });

  afterAll(async () => {
    if (!knex) return;
    const leaks = [...leakedConnections(knex), ...(await openTransactions(name))];
    await knex.destroy();
    leaks.push(...(await openConnections(name)));
    if (leaks.length > 0) {
      throw new Error(`These tests left behind ${leaks.join(' and ')}; end what they begin.`);
    }
    await asOwner(`drop database ${name}`);
  });

  return {
    get knex() {
      return present(knex);
    },
    get url() {
      return present(url);
    },
  };
}

/** Runs statements on the server's own database, where databases are made and dropped. */
export async function asOwner<T = unknown>(statement: string): Promise<T[]> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return (await client.query(statement)).rows as T[];
  } finally {
    await client.end();
  }
}

function leakedConnections(knex: Knex): string[] {
  const used = (knex.client as { pool: { numUsed(): number } }).pool.numUsed();
  return used > 0 ? [`${used} connections that were not given back`] : [];
}

async function openTransactions(name: string): Promise<string[]> {
  const open = await asOwner<{ query: string }>(
    `select query from pg_stat_activity where datname = '${name}' and state like 'idle in transaction%'`,
  );
  return open.map(({ query }) => `an open transaction (last statement: ${query})`);
}

/** The server notices the end of a connection a moment after the client. */
async function openConnections(name: string): Promise<string[]> {
  const deadline = performance.now() + GOODBYE_MS;
  for (;;) {
    const open = await asOwner<{ query: string }>(
      `select query from pg_stat_activity where datname = '${name}' and backend_type = 'client backend'`,
    );
    if (open.length === 0 || performance.now() > deadline) {
      return open.map(({ query }) => `a connection (last statement: ${query})`);
    }
  }
}

function present<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Error('The database of a test file is there from beforeAll on; use it in tests and hooks only.');
}
