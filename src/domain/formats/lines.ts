/** The lines of a text that are not blank, trimmed, with their numbers from 1; LF, CRLF and CR end a line. */
export function* linesOf(text: string): Generator<{ line: number; content: string }> {
  let line = 0;
  for (const [raw] of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    line += 1;
    const content = raw.trim();
    if (content !== '') yield { line, content };
  }
}
