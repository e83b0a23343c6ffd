import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Config } from '../../../src/config.ts';
import { answers, freePort } from '../../../src/database/providers/embedded/postmaster.ts';
import { PROJECT } from '../../../src/project.ts';
import { type Finding, well, wrong } from './finding.ts';

const LISTENING = '0A';

/**
 * Whether the ports of the configuration are free, or taken by our own parts.
 * @param database where our own database listens, if it runs: in a container it is another program that holds the port.
 */
export async function ports(config: Config, database?: number): Promise<Finding[]> {
  const wanted = [
    ['PLAYGROUND_PORT', config.PLAYGROUND_PORT],
    ['HEALTH_PORT', config.HEALTH_PORT],
    ...(config.DATABASE_URL ? [] : [['DATABASE_PORT', config.DATABASE_PORT] as const]),
  ] as const;
  return Promise.all(wanted.map(([variable, port]) => portOf(variable, port, database)));
}

async function portOf(variable: string, port: number, database: number | undefined): Promise<Finding> {
  const what = `port ${port}`;
  if (port === database && variable === 'DATABASE_PORT')
    return well(what, `ours: the database (${variable})`);
  if (port === 0) return well('port 0', `${variable} takes any that is free`);
  if (!(await answers(port)) && (await freePort(port)) !== undefined) return well(what, `free (${variable})`);
  const holder = await holderOf(port);
  if (holder?.folder?.startsWith(PROJECT.root.replace(/\/$/, ''))) {
    return well(what, `ours: ${holder.name}, process ${holder.pid} (${variable})`);
  }
  const who = holder ? `${holder.name}, process ${holder.pid}` : 'a program of another user';
  const end = holder ? `kill ${holder.pid}, or ` : '';
  return wrong(what, `taken by ${who} (${variable})`, `${end}set ${variable} in .env to a free port`);
}

interface Holder {
  pid: number;
  name: string;
  folder?: string;
}

/** Who listens on a port of this machine; undefined when that is not to be seen. */
async function holderOf(port: number): Promise<Holder | undefined> {
  if (process.platform !== 'linux') return byLsof(port);
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/net/${table}`, 'utf8').catch(() => '')),
  );
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = tables
    .flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
    .filter(([, local = '', , state]) => state === LISTENING && local.endsWith(suffix))
    .map((fields) => `socket:[${fields[9]}]`);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const fd of open) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      if (!inodes.includes(target)) continue;
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '?')).trim();
      return { pid: Number(pid), name, folder: await readlink(`/proc/${pid}/cwd`).catch(() => '') };
    }
  }
  return undefined;
}

async function byLsof(port: number): Promise<Holder | undefined> {
  const said = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']).then(
    ({ stdout }) => stdout,
    () => '',
  );
  const pid = Number(/^p(\d+)/m.exec(said)?.[1]);
  return pid > 0 ? { pid, name: /^c(.*)/m.exec(said)?.[1] ?? '?' } : undefined;
}
