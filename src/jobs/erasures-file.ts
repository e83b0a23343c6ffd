import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { erasuresIn, type Erased } from '../models/personal/erasures.ts';

/** Beside the backups: a line of JSON for each erasure, which are only ever added to. */
const FILE = 'erasures.jsonl';

/** The erasures that are written down in a folder; none where there is no such file. */
export async function readErasures(folder: string): Promise<Erased[]> {
  const text = await readFile(path.join(folder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // One that was cut short is known to the database still, and added anew.
  const whole = text.split('\n').filter((line) => line.endsWith('}'));
  return whole.map((line) => JSON.parse(line) as Erased);
}

/** Adds those erasures of a database that a folder does not have yet, on disk when it returns. @returns all of both */
export async function writeErasures(knex: Knex, folder: string): Promise<Erased[]> {
  const written = await readErasures(folder);
  const known = new Set(written.map(({ id }) => id));
  const fresh = (await erasuresIn(knex)).filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return written;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(path.join(folder, FILE), 'a', 0o600);
  try {
    await handle.appendFile(fresh.map((erased) => `\n${JSON.stringify(erased)}`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return [...written, ...fresh];
}
