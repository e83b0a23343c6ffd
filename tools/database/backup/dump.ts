import { createHash } from 'node:crypto';
import { escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CHECKSUM_LINE, END_OF_ROWS, FIRST_LINE, FORMAT, MANIFEST_LINE, type Manifest } from './format.ts';
import { copyIn, copyOut, tablesInOrder, type Table } from './tables.ts';
import { Tally } from './tally.ts';

/** Within a transaction: values look the same whatever the server is set to, and nothing gives up on long work. */
export const PATIENT_AND_PORTABLE = `
  set local client_encoding = 'UTF8'; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1; set local bytea_output = 'hex';
  set local statement_timeout = 0; set local transaction_timeout = 0; set local idle_in_transaction_session_timeout = 0;`;

/**
 * Everything of the current schema as a script for psql, piece by piece; ends with the manifest. The transaction it
 * runs in decides what it sees: give it a repeatable-read one.
 * Source: PostgreSQL documentation, "COPY", "File Formats".
 */
export async function* dump(client: ClientBase, now: Date): AsyncGenerator<Buffer, Manifest> {
  await client.query(PATIENT_AND_PORTABLE);
  const tables = await tablesInOrder(client);
  const names = tables.map(({ name }) => escapeIdentifier(name)).join(', ');
  // So that no migration changes a table while it waits for its turn.
  if (names) await client.query(`lock table ${names} in access share mode`);
  const manifest: Manifest = {
    format: FORMAT,
    createdAt: now.toISOString(),
    postgres: await versionOf(client),
    migrations: await migrationsOf(client, tables),
    tables: [],
    sequences: [],
  };

  const all = createHash('sha256');
  const piece = (text: string | Buffer): Buffer => {
    const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
    all.update(bytes);
    return bytes;
  };
  yield piece(
    `${FIRST_LINE}, format ${FORMAT}: fills a migrated database, by ./dev-env.sh db:restore or psql.\n`,
  );
  yield piece(
    `begin;\nset client_encoding = 'UTF8';\nset timezone = 'UTC';\nset constraints all deferred;\n`,
  );
  if (names) yield piece(`truncate ${names};\n`);
  for (const table of tables) {
    const tally = new Tally();
    yield piece(`${copyIn(table)};\n`);
    for await (const rows of rowsOf(client, table)) {
      tally.add(rows);
      yield piece(rows);
    }
    yield piece(`${END_OF_ROWS}\n`);
    manifest.tables.push({ name: table.name, columns: table.columns, ...tally.result() });
  }
  // After the rows: sequences are outside of any snapshot, and must not be behind it.
  manifest.sequences = await sequencesOf(client);
  for (const sequence of manifest.sequences) yield piece(`${setSequence(sequence)};\n`);
  yield piece(`commit;\n${MANIFEST_LINE}${JSON.stringify(manifest)}\n`);
  yield Buffer.from(`${CHECKSUM_LINE}${all.digest('hex')}\n`);
  return manifest;
}

/** A table as COPY text. Whoever stops before the end must end the connection: it is in the middle of an answer. */
export function rowsOf(client: ClientBase, table: Table): AsyncIterable<Buffer> {
  return client.query(copyTo(copyOut(table)));
}

/** The statement that takes a sequence to where it was. */
export function setSequence({ name, value, called }: Manifest['sequences'][number]): string {
  return `select setval(${escapeLiteral(escapeIdentifier(name))}, ${value}, ${called})`;
}

async function versionOf(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  return rows[0]?.version.split(' ')[0] ?? '';
}

async function migrationsOf(client: ClientBase, tables: readonly Table[]): Promise<string[]> {
  if (!tables.some(({ name }) => name === 'knex_migrations')) return [];
  const { rows } = await client.query<{ name: string }>('select name from knex_migrations order by id');
  return rows.map(({ name }) => name);
}

async function sequencesOf(client: ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relkind = 'S' and c.relnamespace = current_schema()::regnamespace and c.relname not like 'knex_migrations_lock%'
    order by 1`);
  const sequences: Manifest['sequences'] = [];
  for (const { name } of rows) {
    const at = await client.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from ${escapeIdentifier(name)}`,
    );
    const [state] = at.rows;
    if (state) sequences.push({ name, ...state });
  }
  return sequences;
}
