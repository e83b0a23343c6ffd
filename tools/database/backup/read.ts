import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupError, END_OF_ROWS } from './format.ts';

/** A part of a backup's script, in the order of the file. */
export type Part = { line: string } | { rows: Buffer };

const NEWLINE = 10;
const END_FIRST = Buffer.from(`${END_OF_ROWS}\n`);
const END_LATER = Buffer.from(`\n${END_OF_ROWS}\n`);
const ROWS_FOLLOW = /^copy .* from stdin;$/;

/**
 * Reads a backup as it streams by: its lines, and whole rows of COPY text in big pieces.
 * @throws BackupError when it cannot be read, is cut short or is damaged.
 */
export async function* readParts(file: string): AsyncGenerator<Part> {
  const compressed = createReadStream(file);
  const text = compressed.pipe(createGunzip({ chunkSize: 256 * 1024 }));
  compressed.once('error', (error) => text.destroy(error));
  try {
    yield* split(text);
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    compressed.destroy();
    if (!compressed.closed) await once(compressed, 'close');
  }
}

/** The same from text that is not compressed. */
export async function* split(text: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  let left: Buffer = Buffer.alloc(0);
  let inRows = false;
  for await (const chunk of text) {
    let at = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    for (;;) {
      const whole = inRows ? at.lastIndexOf(NEWLINE) + 1 : at.indexOf(NEWLINE) + 1;
      if (whole === 0) break;
      if (!inRows) {
        const line = at.toString('utf8', 0, whole - 1);
        inRows = ROWS_FOLLOW.test(line);
        at = at.subarray(whole);
        yield { line };
        continue;
      }
      const end = endOfRows(at.subarray(0, whole));
      const rows = at.subarray(0, end ?? whole);
      at = at.subarray(end === undefined ? whole : end + END_FIRST.length);
      if (rows.length > 0) yield { rows };
      if (end === undefined) break;
      inRows = false;
      yield { line: END_OF_ROWS };
    }
    left = at;
  }
  if (left.length > 0 || inRows) throw new Error('unexpected end of file');
}

/** Where in whole lines the one stands that ends the rows. */
function endOfRows(lines: Buffer): number | undefined {
  if (lines.subarray(0, END_FIRST.length).equals(END_FIRST)) return 0;
  const at = lines.indexOf(END_LATER);
  return at === -1 ? undefined : at + 1;
}

function unreadable(file: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'EISDIR') {
    return new BackupError(`There is no backup ${file}; \`ls\` its folder for those there are.`, {
      cause: error,
    });
  }
  if (/^E[A-Z]+$/.test(code)) {
    return new BackupError(
      `${file} cannot be read (${error.message}); make it readable, or take another backup.`,
      {
        cause: error,
      },
    );
  }
  if (error.message === 'unexpected end of file') {
    return new BackupError(`${file} is cut short; take another copy of it, or another backup.`, {
      cause: error,
    });
  }
  if (code.startsWith('Z_')) {
    return new BackupError(`${file} is damaged or no backup (${error.message}); take another.`, {
      cause: error,
    });
  }
  return error;
}
