import { DateTime } from 'luxon';
import { readDays } from './duration.ts';
import { readNumericDate, type NumericDate } from './numeric-date.ts';
import { perLanguage, whole } from './pattern.ts';
import { readSpokenDate } from './spoken-date.ts';
import type { Words } from './words/words.ts';

const patternsOf = perLanguage((words) => {
  const names = words.weekdays.map((names, index) => `(?<w${index + 1}>${names})`).join('|');
  return {
    lead: new RegExp(`^(?:${words.lead}) `, 'u'),
    days: Object.entries(words.days).map(([source, offset]) => ({ pattern: whole(source), offset })),
    coming: whole(words.coming.replace('{W}', `(?:${names})`)),
    weekAfter: words.weekAfter.map((one) => whole(one.replace('{W}', `(?:${names})`))),
    weekdayFirst: new RegExp(`^(?:${names}),? (?<rest>.+)$`, 'u'),
    dayOfMonth: words.dayOfMonth.map((one) => whole(one.replace('{N}', '(?<day>\\d{1,2})'))),
    next: (['week', 'month', 'year'] as const).map((unit) => ({
      unit,
      pattern: whole(words.next[unit] ?? '(?!)'),
    })),
    end: (['week', 'month', 'year'] as const).map((unit) => ({ unit, pattern: whole(words.end[unit]) })),
    weekend: whole(words.weekend),
  };
});

/**
 * Reads a day as a language names it, from the local `now`: its start, which may lie in the past or be invalid where
 * no calendar goes that far. Null when the text is no date.
 * @param read what reads the date itself, after a preposition or a weekday: `readOwn`, or `readMonths`, which is slow.
 */
export function readDate(text: string, words: Words, now: DateTime, read: ReadDay): DateTime | null {
  const { lead, weekdayFirst } = patternsOf(words);
  const found = read(text, words, now);
  if (found) return found;
  const afterLead = text.replace(lead, '');
  if (afterLead !== text) return readDate(afterLead, words, now, read);
  // “Thursday, 24 December”: only if it is one.
  const groups = weekdayFirst.exec(text)?.groups;
  const date = groups?.['rest'] ? readDate(groups['rest'], words, now, read) : null;
  return groups && date?.weekday === weekdayOf(groups) ? date : null;
}

/** Reads a text that is a day and nothing else. */
export type ReadDay = (text: string, words: Words, now: DateTime) => DateTime | null;

/** Reads what our tables of words know, and figures. */
export const readOwn: ReadDay = (text, words, now) => {
  const today = now.startOf('day');
  return (
    readNamedDay(text, words, today) ??
    fromNumbers(readNumericDate(text, words.monthFirst), today) ??
    readPeriod(text, words, today) ??
    readDays(text, words, now)?.startOf('day') ??
    null
  );
};

/** Reads what has the name of a month in it. */
export const readMonths: ReadDay = (text, words, now) =>
  fromNumbers(readSpokenDate(text, words, now), now.startOf('day'));

function readNamedDay(text: string, words: Words, today: DateTime): DateTime | null {
  const { days, coming, weekAfter } = patternsOf(words);
  const named = days.find(({ pattern }) => pattern.test(text));
  if (named) return today.plus({ days: named.offset });
  const next = firstGroups(weekAfter, text);
  if (next) return today.startOf('week').plus({ days: 6 + weekdayOf(next) });
  const soon = firstGroups([coming], text);
  return soon && today.plus({ days: ((weekdayOf(soon) - today.weekday + 6) % 7) + 1 });
}

/** “the 24th”, “next month”, “end of week”, “weekend”. */
function readPeriod(text: string, words: Words, today: DateTime): DateTime | null {
  const { dayOfMonth, next, end, weekend } = patternsOf(words);
  const numbered = firstGroups(dayOfMonth, text);
  if (numbered) return nextDayOfMonth(Number(numbered['day']), today, numbered['following'] !== undefined);
  const begins = next.find(({ pattern }) => pattern.test(text));
  if (begins) return today.startOf(begins.unit).plus({ [begins.unit]: 1 });
  const ends = end.find(({ pattern }) => pattern.test(text));
  if (ends) return today.endOf(ends.unit).startOf('day');
  // On a Sunday the weekend is still there, and is that Sunday.
  return weekend.test(text) ? today.plus({ days: today.weekday === 7 ? 0 : 6 - today.weekday }) : null;
}

function nextDayOfMonth(day: number, today: DateTime, following: boolean): DateTime | null {
  if (day < 1 || day > 31) return null;
  const first = today.startOf('month').plus({ months: following ? 1 : 0 });
  for (let months = 0; months <= 2; months += 1) {
    const month = first.plus({ months });
    const date = month.set({ day });
    if (day <= (month.daysInMonth ?? 0) && date >= today) return date;
  }
  return null;
}

/** Without a year it is the next such day, today included: for 29 February that may be eight years. */
function fromNumbers(date: NumericDate | null, today: DateTime): DateTime | null {
  if (!date) return null;
  const { month, day } = date;
  for (let years = 0; years <= 8; years += 1) {
    const year = date.year ?? today.year + years;
    const found = DateTime.fromObject({ year, month, day }, { zone: today.zone });
    if (found.isValid && (date.year !== null || found >= today))
      return date.weekday === undefined || date.weekday === found.weekday ? found : null;
    if (date.year !== null) return null;
  }
  return null;
}

function firstGroups(patterns: readonly RegExp[], text: string) {
  return patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined) ?? null;
}

function weekdayOf(groups: Readonly<Record<string, string | undefined>>): number {
  return [1, 2, 3, 4, 5, 6, 7].find((weekday) => groups[`w${weekday}`] !== undefined) ?? 0;
}
