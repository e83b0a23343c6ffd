import { readFileSync } from 'node:fs';

/**
 * What a person was shown for what they asked: that it is done (or here it is); a mistake of theirs; that storage is
 * away, or the bot stopping, and nothing was saved; an apology for a fault of ours; or nothing, or that it cannot be told
 * whether it was saved, so that they do not know.
 */
export type Outcome = 'acknowledged' | 'refused' | 'nothing saved' | 'fault' | 'unknown';

/** One line of the ledger, which the load keeps by itself: what one person asked, when, and how it was answered. */
export interface Entry {
  who: string;
  verb: string;
  /** What it would change: `playlist TOKEN`, `preferences USER`, `settings GUILD`; empty when it only reads. */
  thing: string;
  /** What that thing is once it is done, as `Judge` writes it down. */
  after: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  answeredAt: number;
  outcome: Outcome;
  /** Some process told them that nothing was saved, whether or not that is what is shown in the end. */
  denied?: boolean;
  /** The string of the locale files that was the answer, or the error of the load itself. */
  said: string;
  /** Why this answer is wrong whatever happens: something that was acknowledged does not show, say. */
  wrong?: string;
}

/** The complete lines of a ledger so far. */
export function readLedger(file: string): Entry[] {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);
}

/** Whether an entry is a write that was acknowledged. */
export const isSaved = ({ thing, outcome }: Entry): boolean => thing !== '' && outcome === 'acknowledged';
