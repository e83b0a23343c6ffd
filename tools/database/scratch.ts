import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import type { Logger } from '../../src/logger.ts';
import { readAddress, writeAddress } from '../../src/database/address.ts';
import { connect } from '../../src/database/connect.ts';
import { sqlState } from '../../src/database/database-error.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { VerbError } from './verbs/context.ts';

/** A scratch database cannot be had; the message is a sentence that says what to do. */
export class ScratchError extends VerbError {
  override name = 'ScratchError';
}

const PREFIX = 'ostinato_scratch_';
const INSUFFICIENT_PRIVILEGE = '42501';
/** Seconds after which the scratch database of a process that was killed is nobody's any more. */
const ABANDONED = 24 * 3600;

/**
 * Lends an empty database of the same server, and drops it afterwards.
 * @param url of any database of the server, with a role that may create databases.
 * @throws ScratchError when the role may not.
 */
export async function withScratchDatabase<T>(
  url: string,
  log: Logger,
  work: (knex: Knex, url: string) => Promise<T>,
): Promise<T> {
  const now = Math.floor(Date.now() / 1_000);
  const name = `${PREFIX}${now}_${randomBytes(4).toString('hex')}`;
  const owner = await connect(url, { applicationName: 'ostinato scratch' });
  owner.on('error', (err) => log.debug({ err }, 'connection for a scratch database lost'));
  try {
    await dropAbandoned(owner, now);
    // Not template1: what an administrator put there is not ours.
    await owner.query(`create database ${name} template template0`).catch((error: unknown) => {
      throw refused(error, url);
    });
    const scratch = writeAddress(readAddress(url), name);
    const knex = createDatabase({
      url: scratch,
      poolMax: 3,
      applicationName: 'ostinato scratch',
      namedStatements: false,
      slowQueryMs: Number.POSITIVE_INFINITY,
      log,
      patient: true,
    });
    try {
      return await work(knex, scratch);
    } finally {
      await knex.destroy();
      await owner.query(`drop database ${name} with (force)`);
    }
  } finally {
    await owner.end();
  }
}

async function dropAbandoned(owner: Client, now: number): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^${PREFIX}\\d+_[0-9a-f]+$' and datdba = current_user::regrole`,
  );
  for (const { name } of rows) {
    if (now - Number(name.slice(PREFIX.length).split('_')[0]) < ABANDONED) continue;
    await owner.query(`drop database if exists ${name} with (force)`);
  }
}

function refused(error: unknown, url: string): unknown {
  if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) return error;
  const role = readAddress(url).user ?? '';
  return new ScratchError(
    `Role ${role} may not create the scratch database that this needs; run \`alter role ${role} createdb\` as an administrator of the server, then try again.`,
    { cause: error },
  );
}
