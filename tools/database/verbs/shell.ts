import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Client } from 'pg';
import { PROJECT } from '../../../src/project.ts';
import { readAddress, writeAddress } from '../../../src/database/address.ts';
import { connect } from '../../../src/database/connect.ts';
import type { Program } from '../../../src/database/providers/provider.ts';
import type { Context } from './context.ts';

/** `db:shell`: psql, the server's own or the machine's, else a small prompt, so that it always works. */
export async function shell({ provider, env, say }: Context): Promise<void> {
  const { url } = await provider.start();
  const psqlrc = path.join(PROJECT.root, '.psqlrc');
  const settings = (await exists(psqlrc)) ? psqlrc : undefined;
  const ours = await provider.psql?.({ settings, terminal: process.stdin.isTTY });
  if (ours && (await run(ours, env))) return;
  if (await psql(url, env, settings)) return;
  say('psql is not installed, so this is a small prompt: one statement a line, Ctrl-D to leave.');
  await prompt(url, say);
}

/** Resolves to false when psql is not installed here. The password goes by the environment, which `ps` does not show. */
function psql(url: string, env: Context['env'], settings: string | undefined): Promise<boolean> {
  const { password, ...address } = readAddress(url);
  return run(
    { program: 'psql', args: [writeAddress({ ...address, password: undefined })] },
    {
      ...env,
      ...(settings ? { PSQLRC: settings } : {}),
      ...(password !== undefined && { PGPASSWORD: password }),
    },
  );
}

/** Gives the terminal to a program until it ends; resolves to false when it is not installed. */
function run({ program, args }: Program, env: Context['env']): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.on('exit', () => resolve(true));
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(false) : reject(error),
    );
  });
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function prompt(url: string, say: Context['say']): Promise<void> {
  const client = await connect(url, { applicationName: 'ostinato shell' });
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'ostinato=> ' });
  // Statements that come from a pipe are all there when it closes; then there is nobody to prompt.
  let open = true;
  lines.once('close', () => (open = false));
  try {
    lines.prompt();
    for await (const line of lines) {
      if (line.trim()) await answer(client, line, say);
      if (open) lines.prompt();
    }
  } finally {
    await client.end();
  }
}

async function answer(client: Client, statement: string, say: Context['say']): Promise<void> {
  try {
    const { rows, fields, command, rowCount } = await client.query<unknown[]>({
      text: statement,
      rowMode: 'array',
    });
    if (fields.length > 0) say(fields.map(({ name }) => name).join(' | '));
    for (const row of rows)
      say(row.map((value) => (value === null ? '' : JSON.stringify(value))).join(' | '));
    say(fields.length > 0 ? `(${rows.length} rows)` : `${command} ${rowCount ?? ''}`.trim());
  } catch (error) {
    say(`ERROR: ${error instanceof Error ? error.message : String(error)}`);
  }
}
