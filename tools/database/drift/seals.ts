import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileNames } from '../../../src/database/module-files.ts';

/** The committed file with the checksum of each migration that has landed. */
export const SEALS = 'checksums.json';

export type Seals = Record<string, string>;

/** What is wrong with the migrations of a folder by its seals; nothing, most of the time. */
export async function brokenSeals(directory: string): Promise<{ changed: string[]; unsealed: string[] }> {
  const [seals, sums] = await Promise.all([sealsOf(directory), sumsOf(directory)]);
  return {
    changed: Object.keys(seals).filter((name) => seals[name] !== sums[name]),
    unsealed: Object.keys(sums).filter((name) => !(name in seals)),
  };
}

/** Seals what is new, and what `mayChange` as it has not landed yet. @returns the names that were sealed. */
export async function seal(
  directory: string,
  mayChange: (name: string) => Promise<boolean>,
): Promise<string[]> {
  const [seals, sums, broken] = await Promise.all([
    sealsOf(directory),
    sumsOf(directory),
    brokenSeals(directory),
  ]);
  const sealed = [...broken.unsealed];
  for (const name of broken.changed) if (await mayChange(name)) sealed.push(name);
  const renewed: Seals = { ...seals };
  for (const name of sealed) {
    const sum = sums[name];
    if (sum === undefined) delete renewed[name];
    else renewed[name] = sum;
  }
  const sorted = Object.fromEntries(Object.entries(renewed).sort(([a], [b]) => a.localeCompare(b)));
  if (sealed.length > 0) {
    await writeFile(path.join(directory, SEALS), `${JSON.stringify(sorted, null, 2)}\n`);
  }
  return sealed;
}

async function sealsOf(directory: string): Promise<Seals> {
  const text = await readFile(path.join(directory, SEALS), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return JSON.parse(text) as Seals;
}

async function sumsOf(directory: string): Promise<Seals> {
  const names = await fileNames(directory);
  const texts = await Promise.all(names.map((name) => readFile(path.join(directory, `${name}.ts`), 'utf8')));
  // A checkout on Windows may end its lines otherwise.
  const sum = (text: string) => createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
  return Object.fromEntries(names.map((name, at) => [name, sum(texts[at] ?? '')]));
}
