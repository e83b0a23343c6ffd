/** A line of a file with its number from 1. */
export interface Line {
  line: number;
  content: string;
}

/** All lines of a text as they stand; LF, CRLF and CR end one. */
export function* allLinesOf(text: string): Generator<Line> {
  let line = 0;
  for (let start = 0; start < text.length;) {
    let end = start;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
    line += 1;
    yield { line, content: text.slice(start, end) };
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
}

/** The lines of a text that are not blank, trimmed. */
export function* linesOf(text: string): Generator<Line> {
  for (const { line, content } of allLinesOf(text)) {
    const trimmed = content.trim();
    if (trimmed !== '') yield { line, content: trimmed };
  }
}
