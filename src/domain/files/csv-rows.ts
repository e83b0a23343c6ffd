/** A row and the lines it stands on, from 1; its cells are null where its quotation marks do not match. */
export interface Row {
  line: number;
  lastLine: number;
  cells: string[] | null;
  /** One cell in quotation marks, which may hold a whole row. */
  isWrapped: boolean;
}

/**
 * The rows of a CSV, blank ones left out. A row whose quotation marks do not match is that one line and no more, so that
 * it cannot swallow those after it; blanks before and behind quotation marks are forgiven, and so are marks within a
 * quoted cell that are not doubled, as long as it is one line.
 * Source: RFC 4180, and what spreadsheets make of it.
 */
export function* rowsOf(text: string, delimiter: string): Generator<Row> {
  // Looking for a mark that never comes starts anew on each line; beyond this, only the line itself is looked at.
  let lookahead = 4 * text.length;
  let line = 1;
  for (let start = 0; start < text.length;) {
    const lineEnd = endOfLine(text, start);
    const read = readRow(text, start, delimiter, lookahead > 0 ? text.length : lineEnd);
    lookahead -= read.at - lineEnd;
    const end = read.cells === null ? lineEnd : read.at;
    const lastLine = line + breaksWithin(text, start, end);
    const { cells, isWrapped } = read;
    if (cells === null || cells.some((cell) => cell.trim() !== ''))
      yield { line, lastLine, cells, isWrapped };
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    line = lastLine + 1;
  }
}

/** The cells of one row from `start` on, and where it ends; null cells where its marks do not match before `limit`. */
function readRow(
  text: string,
  start: number,
  delimiter: string,
  limit: number,
): { cells: string[] | null; at: number; isWrapped: boolean } {
  const cells: string[] = [];
  let wrapped = 0;
  for (let at = start; ; at += 1) {
    const open = skipBlanks(text, at, delimiter);
    if (text[open] === '"') {
      const quoted = readQuoted(text, open, delimiter, limit);
      if (quoted.cell === null) return { cells: null, at: quoted.at, isWrapped: false };
      cells.push(quoted.cell);
      wrapped += 1;
      at = quoted.at;
    } else {
      const from = at;
      while (at < text.length && text[at] !== delimiter && !isBreak(text[at])) at += 1;
      cells.push(text.slice(from, at));
    }
    if (text[at] !== delimiter) return { cells, at, isWrapped: wrapped === 1 && cells.length === 1 };
  }
}

/** A cell in quotation marks and where it ends; null where no closing mark is found before `limit`. */
function readQuoted(
  text: string,
  open: number,
  delimiter: string,
  limit: number,
): { cell: string | null; at: number } {
  let cell = '';
  let isOneLine = true;
  for (let at = open + 1; at < limit; at++) {
    const character = text[at] ?? '';
    if (isBreak(character)) isOneLine = false;
    if (character !== '"') {
      cell += character;
    } else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else {
      const after = skipBlanks(text, at + 1, delimiter);
      if (after >= text.length || text[after] === delimiter || isBreak(text[after]))
        return { cell, at: after };
      if (!isOneLine) return { cell: null, at };
      cell += '"';
    }
  }
  return { cell: null, at: limit };
}

function skipBlanks(text: string, at: number, delimiter: string): number {
  const blanks = delimiter === '\t' ? ' ' : ' \t';
  let next = at;
  while (next < text.length && blanks.includes(text[next] ?? '')) next += 1;
  return next;
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isBreak(text[end])) end += 1;
  return end;
}

function breaksWithin(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at++) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) breaks += 1;
  }
  return breaks;
}
