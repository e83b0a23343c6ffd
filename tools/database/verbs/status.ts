import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pendingMigrations } from '../../../src/database/migrate.ts';
import { probe } from '../../../src/database/probe.ts';
import { withDatabase } from './connection.ts';
import type { Context } from './context.ts';

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
