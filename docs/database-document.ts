const BEGIN = '<!-- Written by docs/write-schema.ts; a test compares the two. -->';
const END = '<!-- The end of what is written. -->';

/** The document with another diagram between its two marks. */
export function withDiagram(document: string, diagram: string): string {
  const [before, rest] = document.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(
      `docs/database.md needs the lines "${BEGIN}" and "${END}" for the diagram to stand between.`,
    );
  }
  return `${before}${BEGIN}\n\n${diagram}\n\n${END}${after}`;
}
