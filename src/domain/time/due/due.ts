import { DateTime } from 'luxon';
import { choicesOf, type DueChoice } from './choices.ts';
import { readHabit } from './habit.ts';
import { withoutClash } from './clash.ts';
import { DUE_MAX_YEARS, DUE_TEXT_MAX } from './limits.ts';
import { normalise, withoutTail } from './pattern.ts';
import { wordsFor } from './words/languages.ts';
import { readZoneSuffixes } from './zone-suffix.ts';
import { firstDue } from '../repeat.ts';
import { writeRhythm, type Rhythm } from '../rhythm.ts';
import { writeWhen } from '../when.ts';

/** Whose clock and language a date is read by. */
export interface DueOptions {
  now: Date;
  /** IANA name. */
  timeZone: string;
  /** One of Discord's locale codes; English is understood in each. */
  locale: string;
}

/** An instant that may be meant, and the IANA name of the zone by whose clock: that which was written, or the caller's. */
export interface DueMeant extends DueChoice {
  zone: string;
}

/**
 * What a text says about when something is due. `past`: it has gone by. `ambiguous`: there are several such instants,
 * such as the doubled hour in autumn; all are ahead, the earliest first. `tooFar`: more than `DUE_MAX_YEARS` ahead.
 * `rhythm` is how often it comes again, where the text says so.
 */
export type DueRead =
  | ({ kind: 'due'; rhythm: Rhythm | null } & DueMeant)
  | { kind: 'past'; at: Date }
  | { kind: 'ambiguous'; choices: readonly DueMeant[]; rhythm: Rhythm | null }
  | { kind: 'tooFar' }
  | { kind: 'unreadable' };

/** What Discord shows as a date, in whatever style. */
const TIMESTAMP = /^<t:(\d{1,13})(?::[tTdDfFRsS])?>$/;

/**
 * Reads a due date as people write it, in the words of a locale or in English, by the clock on the caller's wall. All
 * of the text has to be the date. A time that clocks skip is moved forward by what they skip. Never throws.
 */
export function readDue(text: string, options: DueOptions): DueRead {
  const { now, timeZone } = options;
  if (text.length > DUE_TEXT_MAX) return { kind: 'unreadable' };
  const [, seconds] = TIMESTAMP.exec(text.trim()) ?? [];
  if (seconds !== undefined)
    return judge([{ at: new Date(Number(seconds) * 1_000), allDay: false, zone: timeZone }], null, now);
  const spoken = normalise(text);
  const found = readIn(spoken, timeZone, timeZone, options);
  if (found) return judge(found.choices, found.rhythm, now);
  for (const { rest, zones } of readZoneSuffixes(spoken, now)) {
    const read = zones
      .map(({ clock, iana }) => readIn(rest, clock, iana ?? timeZone, options))
      .filter((one) => one !== null);
    if (read.length > 0)
      return judge(
        read.flatMap(({ choices }) => choices),
        read[0]?.rhythm ?? null,
        now,
      );
  }
  return { kind: 'unreadable' };
}

/** What a text may mean by a clock; `zone` is what is kept of it. */
function readIn(
  text: string,
  clock: string,
  zone: string,
  { now, locale }: DueOptions,
): { choices: DueMeant[]; rhythm: Rhythm | null } | null {
  const local = DateTime.fromJSDate(now, { zone: clock });
  const languages = wordsFor(locale);
  for (const words of withoutClash(text, languages)) {
    const whole = withoutTail(text, words);
    const habit = readHabit(whole, words, languages, local);
    const choices = habit?.choices ?? choicesOf(whole, words, languages, local);
    if (choices.length > 0)
      return {
        choices: choices.map((one) => ({
          ...one,
          ...(habit && beginning(one.at, zone, habit.rhythm)),
          zone,
        })),
        rhythm: habit?.rhythm ?? null,
      };
  }
  return null;
}

const beginning = (at: Date, zone: string, { repeat }: Rhythm) =>
  Number.isNaN(at.getTime()) ? {} : { at: firstDue(at, zone, repeat) };

/** Which of what a text may mean is possible: what has gone by is not meant while something else lies ahead. */
function judge(choices: readonly DueMeant[], rhythm: Rhythm | null, now: Date): DueRead {
  const near = choices.filter(({ at }) => !isTooFar(at, now));
  const ahead = near
    .filter(({ at }) => at > now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }, index, all) => at.getTime() !== all[index - 1]?.at.getTime());
  const [first, second] = ahead;
  if (first && second) return { kind: 'ambiguous', choices: ahead, rhythm };
  if (first) return { kind: 'due', ...first, rhythm };
  const gone = near.at(-1);
  return gone ? { kind: 'past', at: gone.at } : { kind: 'tooFar' };
}

/** Whether a due date lies further ahead than any may. */
export function isTooFar(at: Date, now: Date): boolean {
  const furthest = DateTime.fromJSDate(now).plus({ years: DUE_MAX_YEARS }).toMillis();
  // What no calendar reaches is no number.
  return !(at.getTime() <= furthest);
}

/** A due date that can be offered; `readDue` reads the text as that instant. */
export interface DueSuggestion extends DueMeant {
  text: string;
}

/**
 * Dates to offer for what was typed so far: that itself where it can be read, all that it may be where it is one of
 * several, and otherwise the common ones that contain it, never one that says something else. In the words of the locale, soonest first.
 */
export function suggestDue(typed: string, options: DueOptions): readonly DueSuggestion[] {
  const read = readDue(typed, options);
  if (read.kind === 'due') return [offer(typed.trim(), read)];
  if (read.kind === 'ambiguous')
    return read.choices.map((choice) => offer(written(choice.at, read.rhythm, options), choice));
  const [words] = wordsFor(options.locale);
  const start = normalise(typed);
  const common = /^[1-9]\d{0,2}$/.test(start)
    ? words.amounts.map((amount) => amount.replace('{n}', start))
    : words.suggestions;
  const offered = common
    .flatMap((text) => {
      const due = readDue(text, options);
      return due.kind === 'due' ? [offer(text, due)] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }, index, all) => at.getTime() !== all[index - 1]?.at.getTime());
  return offered.filter(({ text }) => normalise(text).includes(start));
}

function offer(text: string, { at, allDay, zone }: DueMeant): DueSuggestion {
  return { text, at, allDay, zone };
}

/** An instant as any locale reads it. */
function written(at: Date, rhythm: Rhythm | null, { timeZone }: DueOptions): string {
  const when = writeWhen(at, timeZone);
  return rhythm ? `${writeRhythm(rhythm)} starting ${when}` : when;
}
