import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_LINE, type Manifest, parseManifest } from '../backup/format.ts';

const RELEASE = /^(\d+\.\d+\.\d+)\.sql$/;

/** A version that went out, with the schema it had and rows of it: an unpacked backup, kept for ever. */
export interface Release {
  version: string;
  file: string;
  manifest: Manifest;
}

/** The released schemas of a folder, oldest first; none where there is no folder. */
export async function releases(directory: string): Promise<Release[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = names.flatMap((name) => {
    const version = RELEASE.exec(name)?.[1];
    return version ? [{ version, file: path.join(directory, name) }] : [];
  });
  const read = found.map(async ({ version, file }) => {
    const line = (await readFile(file, 'utf8')).split('\n').find((line) => line.startsWith(MANIFEST_LINE));
    return { version, file, manifest: parseManifest(line?.slice(MANIFEST_LINE.length) ?? 'null', file) };
  });
  const all = await Promise.all(read);
  return all.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}
