import { spawn } from 'node:child_process';
import { probe } from '../../../src/database/probe.ts';
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
