import { Readable } from 'node:stream';
import type { ClientBase } from 'pg';
import { connect } from '../../../src/database/connect.ts';
import { dump } from './dump.ts';
import { type Occasion, writeBackup } from './files.ts';
import type { Manifest } from './format.ts';

export interface Backup {
  file: string;
  manifest: Manifest;
}

/**
 * Backs a database up as it is at one moment, while others go on writing.
 * @param url of a connection of its own; through a pooler in transaction mode, too.
 * Source: PostgreSQL documentation, 13.2.2 "Repeatable Read Isolation Level".
 * @throws BackupError when the folder cannot be written or is full.
 */
export async function takeBackup(url: string, folder: string, now: Date): Promise<Backup> {
  const client = await connect(url, { applicationName: 'ostinato backup' });
  try {
    await client.query('begin isolation level repeatable read, read only');
    const backup = await writeDump(client, folder, now, 'scheduled');
    await client.query('commit');
    return backup;
  } finally {
    await client.end();
  }
}

/** The same of what a transaction sees. When it fails, the connection may be in the middle of an answer: end it. */
export async function writeDump(
  client: ClientBase,
  folder: string,
  now: Date,
  occasion: Occasion,
): Promise<Backup> {
  const result: { manifest?: Manifest } = {};
  async function* text() {
    result.manifest = yield* dump(client, now);
  }
  const file = await writeBackup(folder, now, occasion, Readable.from(text()));
  if (!result.manifest) throw new Error('a dump that ends well has a manifest');
  return { file, manifest: result.manifest };
}
