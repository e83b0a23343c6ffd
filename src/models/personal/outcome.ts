import { TABLES } from './tables.ts';

/** What is held about a person is told by kinds, which are also the files of their export: `todos`, `playlist-shares`, … */
export const KINDS: readonly string[] = TABLES.flatMap(({ about }) => (about.file ? [about.file] : []));

/** How many rows of a kind. */
export interface Counted {
  kind: string;
  count: number;
}

/** What an erasure takes away, and what it leaves without the person's name. Kinds without any are left out. */
export interface Erasure {
  erased: Counted[];
  kept: Counted[];
}

/** @param counts of each kind how many go, and how many stay */
export function erasureOf(counts: readonly { kind: string; erased: number; kept: number }[]): Erasure {
  const told = (which: 'erased' | 'kept') =>
    counts.map((row) => ({ kind: row.kind, count: row[which] })).filter(({ count }) => count > 0);
  return { erased: told('erased'), kept: told('kept') };
}
