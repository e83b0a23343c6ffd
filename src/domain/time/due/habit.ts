import { DateTime } from 'luxon';
import { EVERY_MAX, type Rhythm } from '../rhythm.ts';
import { dayOf, nextDayOfMonth } from './calendar.ts';
import { choicesOf, firstOf, type DueChoice } from './choices.ts';
import { fill, lenient, numbered, numberOf, perLanguage, type Groups } from './pattern.ts';
import type { Words } from './words/words.ts';

/** What comes again: how often, and when it may begin. */
export interface Habit {
  rhythm: Rhythm;
  choices: readonly DueChoice[];
}

const rulesOf = perLanguage((words) =>
  words.every.map(([source, repeat, times = 1]) => {
    const every = `(?:${lenient(fill(source, words))})`;
    // “every morning” leaves a part of the day behind.
    const behind =
      source.endsWith(')') && source.includes('(?=') ? '(?<after>.+)' : `(?:${words.between}(?<after>.+))?`;
    return {
      repeat,
      times,
      pattern: new RegExp(`^(?:(?<before>.+?)${words.between})??${every}${behind}$`, 'u'),
    };
  }),
);

/** Reads “every Monday 9am”, “every 2 weeks”, “at noon on weekdays”; null when a text says nothing like that. */
export function readHabit(
  text: string,
  words: Words,
  languages: readonly Words[],
  now: DateTime,
): Habit | null {
  for (const { pattern, repeat, times } of rulesOf(words)) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const count = groups['count'] === undefined ? 1 : numberOf(groups['count'], words);
    const every = count * times;
    const rest = [groups['before'], groups['plural'], groups['after']].filter(Boolean).join(' ').trim();
    const choices = every <= EVERY_MAX ? beginning(rest, groups, words, languages, now) : [];
    if (choices.length > 0) return { rhythm: { repeat, every }, choices };
  }
  return null;
}

/** When it may begin: on the day that is named, or else when the time that is left comes next. */
function beginning(
  rest: string,
  groups: Groups,
  words: Words,
  languages: readonly Words[],
  now: DateTime,
): DueChoice[] {
  const today = dayOf(now);
  const days = daysOf(groups, today);
  if (days.length > 0) {
    const onDay = firstOf(rest, languages, days, now);
    if (onDay.length > 0) return onDay;
    // “every Monday starting 7 December”, which has to be one.
    const weekday = numbered(groups, 'w', 7);
    const from = choicesOf(rest, words, languages, now);
    const fits = ({ at }: DueChoice) => DateTime.fromJSDate(at, { zone: now.zone }).weekday === weekday;
    return weekday > 0 && from.every(fits) ? from : [];
  }
  const soon = firstOf(rest, languages, [today, today.plus({ days: 1 })], now);
  return soon.length > 0 ? soon : choicesOf(rest, words, languages, now);
}

function daysOf(groups: Groups, today: DateTime): DateTime[] {
  const weekday = numbered(groups, 'w', 7);
  if (weekday > 0) {
    const first = today.plus({ days: (weekday - today.weekday + 7) % 7 });
    return [first, first.plus({ days: 7 })];
  }
  const day = Number(groups['day'] ?? Number.NaN);
  if (Number.isNaN(day)) return [];
  const first = nextDayOfMonth(day, today);
  const second = first && nextDayOfMonth(day, first.plus({ days: 1 }));
  return [first, second].filter((one) => one !== null);
}
