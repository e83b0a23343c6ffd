import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { expecting } from './expecting.ts';

/** What a server wrote of itself into its data folder, with what we found out about the process. */
export interface Postmaster {
  pid: number;
  port: number;
  /** It takes connections. */
  ready: boolean;
}

/** A process id that no system gives out: PostgreSQL takes a lock file that names it for stale. */
const NOBODYS_PID = 2_147_483_647;

/**
 * The server that runs on a data folder; undefined when none does, even if its file is there still. A zombie does
 * not run, and neither does another program that was given the same process id later.
 * Source: PostgreSQL source, src/include/utils/pidfile.h.
 */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = await pidFile(data);
  const pid = Number(lines?.[0]);
  if (!lines || !(pid > 0) || !(await isPostmaster(pid, data))) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Lets a server start over the file of one that does not run, where PostgreSQL itself would refuse: when the process
 * id is a zombie's or another program's. The rest of the file stays, since PostgreSQL reads there which shared memory
 * to check for survivors.
 */
export async function disownPidFile(data: string): Promise<void> {
  const lines = await pidFile(data);
  if (!lines || (await isPostmaster(Number(lines[0]), data))) return;
  await writeFile(pidPath(data), [NOBODYS_PID, ...lines.slice(1)].join('\n'));
}

/** Whether something accepts connections on a loopback port. */
export function answers(port: number, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

/** Reserves nothing: tells whether a loopback port could be listened on just now. Port 0 finds a free one. */
export function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

const pidPath = (data: string) => path.join(data, 'postmaster.pid');

async function pidFile(data: string): Promise<string[] | undefined> {
  return (await readFile(pidPath(data), 'utf8').catch(expecting('ENOENT')))?.split('\n');
}

async function isPostmaster(pid: number, data: string): Promise<boolean> {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'state=,command=', '-p', String(pid)]);
      return !stdout.trim().startsWith('Z') && stdout.includes(data);
    }
    // A zombie has no command line.
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(data);
  } catch {
    // No such process.
    return false;
  }
}
