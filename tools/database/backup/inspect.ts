import { createHash } from 'node:crypto';
import {
  BackupError,
  CHECKSUM_LINE,
  END_OF_ROWS,
  FIRST_LINE,
  MANIFEST_LINE,
  type Manifest,
  parseManifest,
} from './format.ts';
import { readParts } from './read.ts';
import { copyIn } from './tables.ts';
import { Tally } from './tally.ts';

/**
 * Reads a backup from beginning to end and proves every checksum in it; touches no database.
 * @throws BackupError when it is no backup, cut short, damaged, or in a format of another version.
 */
export async function inspect(file: string): Promise<Manifest> {
  const all = createHash('sha256');
  const found: { copy: string; rows: number; sha256: string }[] = [];
  let tally = new Tally();
  let copy = '';
  let manifest: Manifest | undefined;
  let first = true;
  let complete = false;
  for await (const part of readParts(file)) {
    if ('rows' in part) {
      all.update(part.rows);
      tally.add(part.rows);
      continue;
    }
    const { line } = part;
    if (first && !line.startsWith(FIRST_LINE)) {
      throw new BackupError(`${file} is no backup of Ostinato's; take one that \`db:backup\` made.`);
    }
    first = false;
    if (line.startsWith(CHECKSUM_LINE)) {
      complete = line.slice(CHECKSUM_LINE.length) === all.digest('hex');
      break;
    }
    all.update(`${line}\n`);
    if (line.endsWith('from stdin;')) copy = line;
    else if (line === END_OF_ROWS) {
      found.push({ copy, ...tally.result() });
      tally = new Tally();
    } else if (line.startsWith(MANIFEST_LINE)) {
      manifest = parseManifest(line.slice(MANIFEST_LINE.length), file);
    }
  }
  if (!manifest) throw new BackupError(`${file} is cut short; take another copy of it, or another backup.`);
  const told = manifest.tables.map(({ name, columns, rows, sha256 }) => ({
    copy: `${copyIn({ name, columns })};`,
    rows,
    sha256,
  }));
  if (!complete || JSON.stringify(told) !== JSON.stringify(found)) {
    throw new BackupError(
      `${file} is damaged: its checksums do not match; take another copy of it, or another backup.`,
    );
  }
  return manifest;
}
