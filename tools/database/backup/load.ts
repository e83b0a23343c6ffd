import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Knex } from 'knex';
import { type ClientBase, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { PATIENT_AND_PORTABLE, rowsOf, setSequence } from './dump.ts';
import { BackupError, END_OF_ROWS, type Manifest } from './format.ts';
import { type Part, readParts } from './read.ts';
import { createSchema } from './schema.ts';
import { copyIn, tablesInOrder } from './tables.ts';
import { Tally } from './tally.ts';

/**
 * Fills an empty schema with a backup that was inspected, within the caller's transaction, and proves what is there
 * then against the manifest.
 * @throws BackupError when what is there is not what was backed up.
 */
export async function load(
  trx: Knex.Transaction,
  file: string,
  manifest: Manifest,
  directory: string,
): Promise<void> {
  const client = await connectionOf(trx);
  await createSchema(trx, manifest.migrations, directory);
  await client.query(PATIENT_AND_PORTABLE);
  const names = manifest.tables.map(({ name }) => escapeIdentifier(name)).join(', ');
  await checkTables(client, manifest, file);
  // A migration may have filled a table itself; the backup has those rows, too, as they became.
  if (names) await client.query(`truncate ${names}`);
  await withoutTriggers(client, () => fill(client, file, manifest));
  for (const sequence of manifest.sequences) await client.query(setSequence(sequence));
  await prove(client, manifest, file);
}

/** The connection that a transaction has to itself, for what goes over it past Knex. */
export async function connectionOf(trx: Knex.Transaction): Promise<ClientBase> {
  // BEGIN travels with the first statement of Knex's (src/database/flight.ts): without one, nothing has begun yet.
  await trx.raw('select');
  return (await trx.client.acquireConnection()) as ClientBase;
}

async function fill(client: ClientBase, file: string, manifest: Manifest): Promise<void> {
  await client.query('set constraints all deferred');
  const parts = readParts(file);
  let next = 0;
  try {
    for (let part = await parts.next(); !part.done; part = await parts.next()) {
      const table = manifest.tables[next];
      if (!table || !('line' in part.value) || part.value.line !== `${copyIn(table)};`) continue;
      await pipeline(Readable.from(rowsFrom(parts)), client.query(copyFrom(copyIn(table))));
      next += 1;
    }
  } finally {
    await parts.return(undefined);
  }
  await client.query('set constraints all immediate');
}

async function* rowsFrom(parts: AsyncGenerator<Part>): AsyncGenerator<Buffer> {
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    if ('rows' in part.value) yield part.value.rows;
    else if (part.value.line === END_OF_ROWS) return;
  }
}

/** Triggers told their consequences when the rows were written; those are in the backup already. */
async function withoutTriggers(client: ClientBase, work: () => Promise<void>): Promise<void> {
  const { rows: triggers } = await client.query<{ table: string; trigger: string }>(`
    select c.relname as table, t.tgname as trigger from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal and t.tgenabled = 'O'
      and t.tgparentid = 0`);
  const all = (verb: 'enable' | 'disable') =>
    triggers
      .map(
        ({ table, trigger }) =>
          `alter table ${escapeIdentifier(table)} ${verb} trigger ${escapeIdentifier(trigger)};`,
      )
      .join('\n');
  await client.query(all('disable'));
  await work();
  await client.query(all('enable'));
}

async function checkTables(client: ClientBase, manifest: Manifest, file: string): Promise<void> {
  const signatures = (tables: readonly { name: string; columns: string[] }[]) =>
    tables.map((table) => `${table.name}: ${[...table.columns].sort().join(', ')}`).sort();
  const there = new Set(signatures(await tablesInOrder(client)));
  const missing = signatures(manifest.tables).filter((signature) => !there.delete(signature));
  if (missing.length === 0 && there.size === 0) return;
  throw new BackupError(
    `${file} has other tables than its migrations make (${[...missing, ...there].join('; ')}); restore it with the version of Ostinato that made it.`,
  );
}

async function prove(client: ClientBase, manifest: Manifest, file: string): Promise<void> {
  const told = new Map(manifest.tables.map(({ name, rows, sha256 }) => [name, `${rows} ${sha256}`]));
  for (const table of await tablesInOrder(client)) {
    // In the backup's order of columns, which the checksum is of.
    const columns = manifest.tables.find(({ name }) => name === table.name)?.columns ?? table.columns;
    const tally = new Tally();
    for await (const rows of rowsOf(client, { ...table, columns })) tally.add(rows);
    const { rows, sha256 } = tally.result();
    if (told.get(table.name) === `${rows} ${sha256}`) continue;
    throw new BackupError(
      `After restoring ${file}, table ${table.name} is not as it was backed up (${rows} rows); nothing was changed. Report this with the file's last three lines.`,
    );
  }
}
