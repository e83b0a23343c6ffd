import { z } from 'zod';
import { REPEATS, type Repeat } from './repeat.ts';

/** How often something comes again: every so many days, weeks or months, or on each working day. */
export interface Rhythm {
  repeat: Repeat;
  every: number;
}

/** The longest way between two occurrences, in days, weeks or months; a constraint of the table `todos` too. */
export const EVERY_MAX = 99;

const UNITS = { daily: 'days', weekly: 'weeks', monthly: 'months' } as const;
const WRITTEN = new RegExp(`^(?:(${REPEATS.join('|')})|every ([1-9]\\d?) (days|weeks|months))$`, 'i');

/** A rhythm as files and buttons have it: `weekly`, `every 2 weeks`. */
export function writeRhythm({ repeat, every }: Rhythm): string {
  return every === 1 || repeat === 'weekdays' ? repeat : `every ${every} ${UNITS[repeat]}`;
}

/** Reads what `writeRhythm` wrote; null for anything else. */
export function readRhythm(text: string): Rhythm | null {
  const [, name, every, unit] = WRITTEN.exec(text.trim()) ?? [];
  const repeat = REPEATS.find((one) =>
    name ? one === name.toLowerCase() : one !== 'weekdays' && UNITS[one] === unit?.toLowerCase(),
  );
  return repeat ? { repeat, every: Number(every ?? 1) } : null;
}

/** A rhythm in the state of a button or a form. */
export const rhythm = z.string().transform((text, context) => {
  const found = readRhythm(text);
  if (found) return found;
  context.addIssue({ code: 'custom', message: 'unknown repetition' });
  return z.NEVER;
});
