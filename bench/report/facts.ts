import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { Database } from '../processes/database.ts';

/** What the figures depend on. */
export async function facts(database: Database): Promise<object> {
  const [row] = await database.query<{ server: string; fsync: string; shared_buffers: string }>(
    `select current_setting('server_version') as server, current_setting('fsync') as fsync,
            current_setting('shared_buffers') as shared_buffers`,
  );
  return {
    at: new Date().toISOString(),
    node: process.version,
    postgres: row,
    os: `${platform()} ${release()}`,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    /** Above zero somebody else is working here too. */
    loadBefore: loadavg()[0],
  };
}
