/**
 * A text as words are looked up: compatible forms made one, in lower case, without accents, and what is neither letter
 * nor figure made one space.
 */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** `plainWords` without its spaces. */
export function compact(text: string): string {
  return plainWords(text).replaceAll(' ', '');
}

/** Looks words up that stand in lines, several a line with spaces between them, each for what its line is for. */
export function lookup<Meaning extends string>(
  table: Readonly<Record<Meaning, string>>,
): ReadonlyMap<string, Meaning> {
  return new Map(
    (Object.entries(table) as [Meaning, string][]).flatMap(([meaning, words]) =>
      words.split(' ').map((word) => [compact(word), meaning] as const),
    ),
  );
}
