import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pendingMigrations } from '../../../src/database/migrate.ts';
import { probe } from '../../../src/database/probe.ts';
import { withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';

/** `db:up`: starts or joins the database and waits until it can be used. */
export async function up({ config, provider, why, say }: Context): Promise<void> {
  const { url, started } = await provider.start();
  const { version } = await probe(url, {
    timeoutMs: config.DATABASE_START_TIMEOUT * 1_000,
    onWaiting: say,
  });
  const { where } = await provider.status();
  say(`PostgreSQL ${version} ${started ? 'is started' : 'was running already'} (${why}): ${where}`);
}

/** `db:down`: stops the database if it is ours. The data stays. */
export async function down({ provider, say }: Context): Promise<void> {
  const stopped = await provider.stop();
  if (stopped) say('PostgreSQL is stopped; its data stays.');
  else if (provider.name === 'external') say('The database is external: nothing to stop here.');
  else say('PostgreSQL was not running.');
}

/** `db:status`: what runs where, what version, what is pending, how much disk it takes. */
export async function status(context: Context): Promise<void> {
  const { provider, why, say } = context;
  const { running, where, dataDirectory } = await provider.status();
  say(`database    ${why}`);
  say(`server      ${running ? where : `not running (${where}); start it with ./dev-env.sh db:up`}`);
  if (running) {
    await withDatabase(context, async (knex, url) => {
      const { version } = await probe(url, { timeoutMs: 0 });
      const pending = await pendingMigrations(knex);
      say(`version     PostgreSQL ${version}`);
      say(`migrations  ${pending.length === 0 ? 'up to date' : `pending: ${pending.join(', ')}`}`);
    });
  }
  const bytes = dataDirectory ? await bytesIn(dataDirectory) : running && (await provider.bytesOnDisk?.());
  if (bytes) say(`disk        ${Math.floor(bytes / 2 ** 20)} MiB`);
}

/** `db:url`: the connection string alone, password and all, for other programs. */
export async function url({ provider, say }: Context): Promise<void> {
  say((await provider.start()).url);
}

/** `db:logs`: follows the server's log until Ctrl-C; with `--no-follow`, prints its end. */
export async function logs({ provider, args }: Context): Promise<void> {
  const follow = !args.includes('--no-follow');
  const { logFile } = await provider.status();
  const tail = logFile && { program: 'tail', args: ['-n', '100', ...(follow ? ['-F'] : []), logFile] };
  const log = tail || (await provider.logs?.(follow));
  if (!log) {
    throw new VerbError('The log of an external database is with its server; look there.');
  }
  const child = spawn(log.program, log.args, { stdio: 'inherit' });
  await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  // Files come and go below a server that works.
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
