import { execFile } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Running } from './processes.ts';

/** Resident memory of a process, in MiB. */
export async function memoryOf({ pid }: Pick<Running, 'pid'>): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1024);
}

/** Linux counts the time of a process in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of processor that a process has used; NaN where the system does not tell it in /proc. */
export async function processorTimeOf({ pid }: Pick<Running, 'pid'>): Promise<number> {
  const [own] = await timesOf(pid);
  return own;
}

/** The same of a process, of its children and of those that have ended. */
export async function processorTimeOfFamily(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const [own, ended] = await timesOf(pid);
  const living = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((child) => timesOf(Number(child))),
  );
  // One that has ended since is among the ended ones the next time.
  return living.reduce((sum, [time]) => sum + (Number.isNaN(time) ? 0 : time), own + ended);
}

/** Its own, and of children that it has waited for. */
async function timesOf(pid: number): Promise<[own: number, ended: number]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Behind the name, which is in brackets. Source: proc(5): utime, stime, cutime and cstime.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * TICK_MS;
  return [ticks(11), ticks(13)];
}

/** Makes Node write each garbage collection where the program writes. */
export const TRACE_GC = ['--trace-gc'];

/** `[81:0x2b] 612 ms: Scavenge 20.1 (37.4) -> 18.6 (38.4) MB, pooled: 0.0 MB, 1.29 / 0.00 ms` */
const COLLECTION = /^\[\d+:0x\w+\].* MB, (?:.* MB, )?([\d.]+) \/ [\d.]+ ms/gm;

/** Milliseconds for which garbage collection has stopped a program, from a place in its log on. */
export async function collectedSince({ logFile }: Running, from: number): Promise<number> {
  const text = await readBetween(logFile, from, await endOf(logFile));
  return [...text.matchAll(COLLECTION)].reduce((sum, [, milliseconds]) => sum + Number(milliseconds), 0);
}

/** Where a file ends now. */
export async function endOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

export async function readBetween(name: string, from: number, to: number): Promise<string> {
  const file = await open(name);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(to - from), position: from });
    return buffer.subarray(0, bytesRead).toString();
  } finally {
    await file.close();
  }
}
