import { compact } from './plain-words.ts';

const LOCALES = ['en-US', 'en-GB', 'de', 'es', 'fr', 'pt-BR'];
const MONTHS = new Map<string, number>();
const WEEKDAYS = new Set<string>();

for (const locale of LOCALES) {
  for (const style of ['long', 'short'] as const) {
    const names = new Intl.DateTimeFormat(locale, {
      weekday: style,
      day: 'numeric',
      month: style,
      timeZone: 'UTC',
    });
    // The 28 days before and those after the first of a month have each weekday and each month’s name in them.
    for (let month = 0; month < 12; month += 1) {
      for (const part of names.formatToParts(Date.UTC(2027, month, 1 + month))) {
        if (part.type === 'month') MONTHS.set(compact(part.value), month + 1);
        if (part.type === 'weekday') WEEKDAYS.add(compact(part.value));
      }
    }
  }
}
// German programs shorten both ways.
for (const [name, month] of [
  ['mar', 3],
  ['mrz', 3],
  ['maerz', 3],
  ['jan', 1],
  ['jun', 6],
  ['jul', 7],
] as const) {
  MONTHS.set(name, month);
}

/** The month from 1 of a name or its usual abbreviation in the languages that are read. */
export function monthNamed(word: string): number | undefined {
  return MONTHS.get(compact(word));
}

/** Whether a word is the name of a day of the week. */
export function weekdayWord(word: string): boolean {
  return WEEKDAYS.has(compact(word));
}
