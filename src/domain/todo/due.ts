import { DateTime } from 'luxon';
import { choicesOf, type DueChoice } from './due/choices.ts';
import { readMonths, readOwn } from './due/date.ts';
import { DUE_MAX_YEARS, DUE_TEXT_MAX } from './due/limits.ts';
import { normalise } from './due/pattern.ts';
import { readZoned } from './due/spoken-date.ts';
import { wordsFor } from './due/words/languages.ts';
import { readZoneSuffix } from './due/zone-suffix.ts';
import { writeWhen } from './when.ts';

/** Whose clock and language a date is read by. */
export interface DueOptions {
  now: Date;
  /** IANA name. */
  timeZone: string;
  /** One of Discord's locale codes; English is understood in each. */
  locale: string;
}

/**
 * What a text says about when something is due. `past`: it has gone by. `ambiguous`: there are several such instants,
 * such as the doubled hour in autumn; all are ahead, the earliest first. `tooFar`: more than `DUE_MAX_YEARS` ahead.
 * `zone` is the IANA name that was written, or the caller's.
 */
export type DueRead =
  | { kind: 'due'; at: Date; zone: string; allDay: boolean }
  | { kind: 'past'; at: Date }
  | { kind: 'ambiguous'; choices: readonly DueChoice[] }
  | { kind: 'tooFar' }
  | { kind: 'unreadable' };

/**
 * Reads a due date as people write it, in the words of a locale or in English, by the clock on the caller's wall. All
 * of the text has to be the date. A time that clocks skip is moved forward by what they skip. Never throws.
 */
export function readDue(text: string, options: DueOptions): DueRead {
  const spoken = normalise(text.slice(0, DUE_TEXT_MAX + 1));
  if (spoken === '' || text.length > DUE_TEXT_MAX) return { kind: 'unreadable' };
  const suffix = readZoneSuffix(spoken);
  const zone = suffix?.iana ?? options.timeZone;
  const now = DateTime.fromJSDate(options.now, { zone: suffix?.zone ?? zone });
  const languages = wordsFor(options.locale);
  // chrono-node takes milliseconds for a text, so it is asked when all else has failed.
  for (const read of [readOwn, readMonths]) {
    for (const words of languages) {
      const choices = choicesOf(suffix?.rest ?? spoken, words, languages, now, read);
      if (choices.length > 0) return judge(choices, options.now, zone);
    }
  }
  for (const words of languages) {
    const at = suffix ? null : readZoned(spoken, words, now);
    if (at) return judge([{ at, allDay: false }], options.now, zone);
  }
  return { kind: 'unreadable' };
}

/** Which of what a text may mean is possible: what has gone by is not meant while something else lies ahead. */
function judge(choices: readonly DueChoice[], now: Date, zone: string): DueRead {
  const near = choices.filter(({ at }) => !isTooFar(at, now));
  const ahead = near
    .filter(({ at }) => at > now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }, index, all) => at.getTime() !== all[index - 1]?.at.getTime());
  const [first, second] = ahead;
  if (first && second) return { kind: 'ambiguous', choices: ahead };
  if (first) return { kind: 'due', ...first, zone };
  const [gone] = near;
  return gone ? { kind: 'past', at: gone.at } : { kind: 'tooFar' };
}

/** Whether a due date lies further ahead than any may. */
export function isTooFar(at: Date, now: Date): boolean {
  return at > DateTime.fromJSDate(now).plus({ years: DUE_MAX_YEARS }).toJSDate();
}

/** A due date that can be offered; `readDue` reads the text as that instant. */
export interface DueSuggestion {
  text: string;
  at: Date;
  allDay: boolean;
}

/**
 * Dates to offer for what was typed so far: that itself where it can be read, both where it may be either of two, and
 * otherwise the common ones that contain it, or all of these. In the words of the locale, soonest first.
 */
export function suggestDue(typed: string, options: DueOptions): readonly DueSuggestion[] {
  const read = readDue(typed, options);
  if (read.kind === 'due') return [{ text: typed.trim(), at: read.at, allDay: read.allDay }];
  if (read.kind === 'ambiguous')
    return read.choices.map((choice) => ({ text: writeWhen(choice.at, options.timeZone), ...choice }));
  const [words] = wordsFor(options.locale);
  const start = normalise(typed);
  const common = /^[1-9]\d{0,2}$/.test(start)
    ? words.amounts.map((amount) => amount.replace('{n}', start))
    : words.suggestions;
  const offered = common
    .flatMap((text) => {
      const due = readDue(text, options);
      return due.kind === 'due' ? [{ text, at: due.at, allDay: due.allDay }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }, index, all) => at.getTime() !== all[index - 1]?.at.getTime());
  const fitting = offered.filter(({ text }) => normalise(text).includes(start));
  return fitting.length > 0 ? fitting : offered;
}
