import { createHash } from 'node:crypto';

const NEWLINE = 10;

/** Counts rows of COPY text and makes their checksum, on the way. A newline within a value is escaped there. */
export class Tally {
  rows = 0;
  readonly #hash = createHash('sha256');

  add(text: Buffer): void {
    this.#hash.update(text);
    for (let at = text.indexOf(NEWLINE); at !== -1; at = text.indexOf(NEWLINE, at + 1)) this.rows += 1;
  }

  /** Call it once, at the end. */
  result(): { rows: number; sha256: string } {
    return { rows: this.rows, sha256: this.#hash.digest('hex') };
  }
}
