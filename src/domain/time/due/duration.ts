import type { DateTime } from 'luxon';
import { FIGURES, lenient, numberOf, numberPattern, perLanguage, whole } from './pattern.ts';
import { UNITS, type Unit, type Words } from './words/words.ts';

const patternsOf = perLanguage((words) => {
  const units = UNITS.map((unit) => `(?<${unit}>${words.units[unit]})`).join('|');
  const number =
    `(?:(?<figures>${FIGURES})(?<halfMore>${words.andHalf} ?)? ?` +
    `|(?<word>${numberPattern(words)})${words.glue})`;
  const part =
    `(?:${number}(?:${units})(?!\\p{Script=Latin})(?<andHalf>${words.andHalf})?` +
    `|(?<anHour>${words.units.hour})(?:${words.andHalf}))`;
  const plain = part.replace(/\?<\w+>/g, '?:');
  // “1h30” has no unit behind its minutes.
  const short = `(?<hours>\\d{1,3}) ?(?:${words.units.hour}) ?(?<minutes>[0-5]\\d)`;
  const duration = `(?:(?<duration>${plain}(?:${words.and}(?:${plain})){0,4})|${short})`;
  const forms = (sources: readonly string[]) => sources.map((one) => whole(one.replace('{D}', duration)));
  return {
    ahead: forms(words.ahead),
    ago: forms(words.ago),
    part: new RegExp(lenient(`${words.and}${part}`), 'gyu'),
    loosely: Object.entries(words.loosely).map(([source, days]) => ({ pattern: whole(source), days })),
  };
});

/** A length of time by the calendar, such as `{ hours: 1, minutes: 30 }`; negative when it lies behind. */
type Length = Partial<Record<Exclude<Unit, 'fortnight'>, number>>;

/** Every length that “in 2 h”, “1 hour and 30 minutes” or “half an hour ago” may be; none when a text is none. */
function readLengths(text: string, words: Words): Length[] {
  const { ahead, ago, loosely } = patternsOf(words);
  const find = (patterns: readonly RegExp[]) =>
    patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  const forward = find(ahead);
  const { duration: spoken, hours, minutes } = forward ?? find(ago) ?? {};
  const sign = forward ? 1 : -1;
  if (hours !== undefined) return [{ hour: sign * Number(hours), minute: sign * Number(minutes) }];
  const length = spoken === undefined ? null : lengthOf(spoken, words, sign);
  if (spoken === undefined || !length) return [];
  const days = loosely.find(({ pattern }) => pattern.test(spoken))?.days;
  return days === undefined ? [length] : [length, { day: sign * days }];
}

function lengthOf(spoken: string, words: Words, sign: number): Length | null {
  const length: Length = {};
  for (const { groups = {} } of spoken.matchAll(patternsOf(words).part)) {
    const { anHour, figures, word, halfMore, andHalf } = groups;
    const said = anHour === undefined ? UNITS.find((one) => groups[one] !== undefined) : 'hour';
    const more = (anHour ?? halfMore ?? andHalf) === undefined ? 0 : 0.5;
    const amount = more + (anHour === undefined ? numberOf(figures ?? word ?? '', words) : 1);
    const { unit, times } = counted(said, amount);
    if (unit === undefined || length[unit] !== undefined || Number.isNaN(amount)) return null;
    // Half a month has no length.
    if (unit === 'month' && !Number.isInteger(amount * times)) return null;
    length[unit] = amount * times * sign;
  }
  return length;
}

/** Half a year has six months, and two fortnights have four weeks. */
function counted(
  said: Unit | undefined,
  amount: number,
): { unit: Exclude<Unit, 'fortnight'> | undefined; times: number } {
  if (said === 'year' && !Number.isInteger(amount)) return { unit: 'month', times: 12 };
  if (said === 'fortnight') return { unit: 'day', times: 14 };
  return { unit: said, times: 1 };
}

/**
 * The instants that a duration from now may reach, to the second: days and longer units keep the time on the wall, the
 * others are exact. Invalid when no calendar goes that far; none when the text is no duration.
 */
export function readDuration(text: string, words: Words, now: DateTime): DateTime[] {
  return readLengths(text, words).map((length) => now.set({ millisecond: 0 }).plus(length));
}

/** The same for days and longer only: “in 3 days” can have a time beside it. */
export function readDays(text: string, words: Words, now: DateTime): DateTime[] {
  return readLengths(text, words)
    .filter((length) => !(['hour', 'minute', 'second'] as const).some((unit) => length[unit] !== undefined))
    .map((length) => now.plus(length));
}
