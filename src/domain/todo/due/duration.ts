import type { DateTime } from 'luxon';
import { lenient, numberOf, perLanguage, whole } from './pattern.ts';
import { UNITS, type Unit, type Words } from './words/words.ts';

const patternsOf = perLanguage((words) => {
  const number = `\\d{1,9}(?:[.,]\\d{1,2})?|${Object.keys(words.numbers)
    .sort((a, b) => b.length - a.length)
    .join('|')}`;
  const units = UNITS.map((unit) => `(?<${unit}>${words.units[unit]})`).join('|');
  const part = `(?<number>${number}) ?(?:${units})(?!\\p{Script=Latin})`;
  const plain = part.replace(/\?<\w+>/g, '?:');
  // “1h30” has no unit behind its minutes.
  const short = `(?<hours>\\d{1,3}) ?(?:${words.units.hour}) ?(?<minutes>[0-5]\\d)`;
  const duration = `(?:(?<duration>${plain}(?:${words.and}(?:${plain})){0,4})|${short})`;
  const forms = (sources: readonly string[]) => sources.map((one) => whole(one.replace('{D}', duration)));
  return {
    ahead: forms(words.ahead),
    ago: forms(words.ago),
    part: new RegExp(`${words.and}${lenient(part)}`, 'gyu'),
  };
});

/** A length of time by the calendar, such as `{ hours: 1, minutes: 30 }`; negative when it lies behind. */
type Length = Partial<Record<Unit, number>>;

/** Reads “in 2 h”, “1 hour and 30 minutes”, “half an hour ago”. Null when a text is none. */
function readLength(text: string, words: Words): Length | null {
  const { ahead, ago, part } = patternsOf(words);
  const find = (patterns: readonly RegExp[]) =>
    patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  const forward = find(ahead);
  const { duration: spoken, hours, minutes } = forward ?? find(ago) ?? {};
  const sign = forward ? 1 : -1;
  if (hours !== undefined) return { hour: sign * Number(hours), minute: sign * Number(minutes) };
  if (spoken === undefined) return null;
  const length: Length = {};
  for (const { groups = {} } of spoken.matchAll(part)) {
    const unit = UNITS.find((one) => groups[one] !== undefined);
    const amount = numberOf(groups['number'] ?? '', words);
    // Half a month has no length, half a year has six months.
    const [asked, times] = unit === 'year' && !Number.isInteger(amount) ? ['month' as const, 12] : [unit, 1];
    if (asked === undefined || length[asked] !== undefined) return null;
    if (asked === 'month' && !Number.isInteger(amount * times)) return null;
    length[asked] = amount * times * sign;
  }
  return length;
}

/**
 * The instant that a duration from now reaches, to the second: days and longer units keep the time on the wall, the
 * others are exact. Invalid when no calendar goes that far; null when the text is no duration.
 */
export function readDuration(text: string, words: Words, now: DateTime): DateTime | null {
  const length = readLength(text, words);
  return length && now.set({ millisecond: 0 }).plus(length);
}

/** The same for days and longer only: “in 3 days” can have a time beside it. */
export function readDays(text: string, words: Words, now: DateTime): DateTime | null {
  const length = readLength(text, words);
  if (!length || ['hour', 'minute', 'second'].some((unit) => length[unit as Unit] !== undefined)) return null;
  return now.plus(length);
}
