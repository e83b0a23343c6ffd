import { spawn } from 'node:child_process';
import type { Place } from './place.ts';

export interface Outcome {
  code: number | null;
  /** Standard output and error, as they came. */
  output: string;
}

/**
 * How PostgreSQL's programs are started: as the place's user, and in an environment of their own, since PGDATA, PGPORT
 * or a locale that is not installed would change what they do.
 */
export function spawnOptions(place: Place) {
  return {
    cwd: place.base,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(place.user ? { uid: place.user.uid, gid: place.user.gid } : {}),
  };
}

/** Runs one of PostgreSQL's programs to its end. */
export function run(place: Place, program: string, args: string[], input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(place), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    // A program that ends before it reads its input says why in its output.
    child.stdin.on('error', (error) => (output += `${error.message}\n`));
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
