import type { DateTime } from 'luxon';
import { dayOf, fromNumbers, nextDayOfMonth } from './calendar.ts';
import { fill, numbered, perLanguage, whole, type Groups } from './pattern.ts';
import { readDays } from './duration.ts';
import { readNumericDate } from './numeric-date.ts';
import { readPeriods } from './period.ts';
import type { Words } from './words/words.ts';

const patternsOf = perLanguage((words) => {
  const filled = (source: string) => whole(fill(source, words));
  const daysAfter = (sources: Readonly<Record<string, number>>) =>
    Object.entries(sources).map(([source, days]) => ({ pattern: filled(source), days }));
  return {
    lead: new RegExp(`^(?:${words.lead})${words.locale === 'ja' ? ' ?' : ' '}`, 'u'),
    days: daysAfter(words.days),
    coming: filled(words.coming),
    following: words.following.map(filled),
    weekAfter: words.weekAfter.map(filled),
    inWeek: words.periods.week.flatMap((period, weeks) =>
      words.inWeek.map((source) => ({ weeks, pattern: filled(source.replace('{P}', `(?:${period})`)) })),
    ),
    later: daysAfter(words.later),
    numbered: words.numbered.map(filled),
    dates: words.dates.map((source) => filled(source)),
    weekdayFirst: new RegExp(`^${fill('{W}', words)},? (?<rest>.+)$`, 'u'),
  };
});

/**
 * The days that a text may name in a language, from the local `now`: their starts, which may lie in the past or be
 * invalid where no calendar goes that far. None when the text is no date.
 */
export function readDates(text: string, words: Words, now: DateTime): DateTime[] {
  const { lead, weekdayFirst } = patternsOf(words);
  const found = read(text, words, now);
  if (found.length > 0) return found;
  const afterLead = text.replace(lead, '');
  if (afterLead !== text) return readDates(afterLead, words, now);
  // “Thursday, 24 December”: only if it is one.
  const groups = weekdayFirst.exec(text)?.groups;
  if (!groups?.['rest']) return [];
  return readDates(groups['rest'], words, now).filter(({ weekday }) => weekday === numbered(groups, 'w', 7));
}

/** Whether a text is what a day is called, such as “tomorrow”. */
export function isNamedDay(text: string, words: Words): boolean {
  return patternsOf(words).days.some(({ pattern }) => pattern.test(text));
}

function read(text: string, words: Words, now: DateTime): DateTime[] {
  const today = dayOf(now);
  const all = [
    ...readNamed(text, words, today),
    ...readWeekdays(text, words, today),
    ...fromNumbers(readNumericDate(text, words), today),
    ...readMonths(text, words, today),
    ...readPeriods(text, words, today),
    ...readDays(text, words, now).map((day) => day.startOf('day')),
  ];
  return all.filter((day, index) => all.findIndex((one) => one.toMillis() === day.toMillis()) === index);
}

function readNamed(text: string, words: Words, today: DateTime): DateTime[] {
  const named = patternsOf(words).days.find(({ pattern }) => pattern.test(text));
  return named ? [today.plus({ days: named.days })] : [];
}

function readWeekdays(text: string, words: Words, today: DateTime): DateTime[] {
  const { coming, following, weekAfter, inWeek, later } = patternsOf(words);
  const soon = firstGroups([coming], text);
  // On a Friday, “Friday” may be today.
  if (soon) return isToday(soon, today) ? [today, today.plus({ days: 7 })] : [after(today, soon)];
  const next = firstGroups(following, text);
  if (next) return [after(today, next)];
  const nextWeek = firstGroups(weekAfter, text);
  if (nextWeek) return [today.startOf('week').plus({ days: 6 + weekdayOf(nextWeek) })];
  for (const { pattern, days } of later) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const found = after(today, groups).plus({ days });
    return isToday(groups, today) ? [found.minus({ days: 7 }), found] : [found];
  }
  for (const { pattern, weeks } of inWeek) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return [today.startOf('week').plus({ days: weeks * 7 + weekdayOf(groups) - 1 })];
  }
  return [];
}

const weekdayOf = (groups: Groups) => numbered(groups, 'w', 7);
const isToday = (groups: Groups, today: DateTime) => weekdayOf(groups) === today.weekday;

/** The first such weekday that is not today. */
function after(today: DateTime, groups: Groups): DateTime {
  return today.plus({ days: ((weekdayOf(groups) - today.weekday + 6) % 7) + 1 });
}

/** Dates with the name of a month, and weekdays with the day of the month that they have to be. */
function readMonths(text: string, words: Words, today: DateTime): DateTime[] {
  const { dates, numbered: withNumber } = patternsOf(words);
  const found: DateTime[] = [];
  for (const pattern of dates) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const month = Number(groups['mn'] ?? numbered(groups, 'm', 12));
    const day = groups['first'] === undefined ? Number(groups['day']) : 1;
    const asked = groups['nextYear'] === undefined ? null : today.year + 1;
    const weekday = weekdayOf(groups);
    const year = groups['year'] === undefined ? asked : Number(groups['year']);
    found.push(...fromNumbers({ year, month, day, ...(weekday > 0 && { weekday }) }, today));
  }
  const groups = firstGroups(withNumber, text);
  if (groups) {
    const day = nextDayOfMonth(Number(groups['day']), today);
    if (day?.weekday === weekdayOf(groups)) found.push(day);
  }
  return found;
}

function firstGroups(patterns: readonly RegExp[], text: string): Groups | null {
  return patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined) ?? null;
}
