import type { MessageParams } from '../../errors.ts';
import type { DecodedText } from './decode-text.ts';

/** Something in a file that was not taken as it stands there. */
export interface Remark {
  /** Counted from 1: a line of the file, or the number of an entry; null for the file as a whole. */
  line: number | null;
  /** Its sentence in the locales. */
  key: string;
  params: MessageParams;
}

/** What every reader says of a file beside its entries. Nothing is left out without a remark. */
export interface Reading {
  /** Entries that could not be read, in the order of the file. */
  problems: Remark[];
  /** Entries that were read without one of their fields, and lines that are no entries, in the order of the file. */
  notes: Remark[];
  /** What remarks count: JSON has no lines that mean anything. Lines unless it says. */
  counts?: 'lines' | 'entries';
  /** The program whose file it is, by its own name, where it is a known one. */
  program?: string;
  /** Which fields entries have, by their keys below `import.fields` in the locales. */
  taken?: readonly string[];
  /** Fields that no entry of ours has, by the names that they have in the file. */
  leftOut?: readonly string[];
  /** The encoding that was assumed, where the file does not say. */
  encoding?: string;
  /** The encoding that the file says it has, where it is none of Unicode's. */
  declaredEncoding?: string;
}

/** What a reading says of a file's encoding. */
export function encodingIn({
  assumed,
  declared,
}: Pick<DecodedText, 'assumed' | 'declared'>): Partial<Reading> {
  return {
    ...(assumed !== null && { encoding: assumed }),
    ...(declared !== null && { declaredEncoding: declared }),
  };
}
