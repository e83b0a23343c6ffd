import { lenient, numberOf, perLanguage, whole } from './pattern.ts';
import type { Part, Words } from './words/words.ts';

/** A time on the wall; 24:00 ends the day. */
export interface Time {
  hour: number;
  minute: number;
  second: number;
}

/** A time found in a text, and what is left of that. */
export interface TimeHeard {
  /** Where a date should stand; empty where the time is all there is. */
  rest: string;
  /** “tonight” names its day. */
  today: boolean;
  /** “evening” rather than a clock's time. */
  isPart: boolean;
  /** Several where it cannot be told which is meant. Of each, today takes the first time that is still ahead. */
  choices: readonly (readonly Time[])[];
}

interface Rule {
  patterns: readonly RegExp[];
  hear: (groups: Groups) => Omit<TimeHeard, 'rest'> | null;
}
type Groups = Readonly<Record<string, string | undefined>>;

const rulesOf = perLanguage((words: Words): readonly Rule[] => {
  const half = `(?:(?<am>${words.am})|(?<pm>${words.pm})|(?<night>${words.night}))`;
  const clocks = words.clock.map((source) =>
    anywhere(
      source
        .replace('{H}', '(?<h>\\d{1,2})')
        .replace('{W}', `(?<h>\\d{1,2}|${Object.keys(words.numbers).join('|')})`)
        .replace('{M}', '(?<m>[0-5]\\d)')
        .replace('{S}', '(?<s>[0-5]\\d)')
        .replace('{AP}', half)
        .replace('{AT}', `(?:(?:${words.at}) ?)`),
      words,
    ),
  );
  return [
    ...Object.entries(words.today).map(([source, part]) => ({
      patterns: [whole(source)],
      hear: () => ({ today: true, isPart: true, choices: [timesOf(part)] }),
    })),
    ...clocks.map((patterns) => ({ patterns, hear: (groups: Groups) => hearClock(groups, words) })),
    ...Object.entries(words.parts).map(([source, part]) => ({
      patterns: anywhere(source, words),
      hear: () => ({ today: false, isPart: true, choices: [timesOf(part)] }),
    })),
  ];
});

/** The time alone, behind the date, before the date. */
function anywhere(source: string, { between }: Words): readonly RegExp[] {
  const time = `(?:${lenient(source)})`;
  return [
    whole(source),
    new RegExp(`^(?<rest>.+?)${between}${time}$`, 'u'),
    new RegExp(`^${time}${between}(?<rest>.+)$`, 'u'),
  ];
}

/** Every way to see a time of day in a text. */
export function* hearTimes(text: string, words: Words): Generator<TimeHeard> {
  for (const { patterns, hear } of rulesOf(words)) {
    for (const pattern of patterns) {
      const groups = pattern.exec(text)?.groups ?? (pattern.test(text) ? {} : null);
      const heard = groups && hear(groups);
      if (heard) yield { rest: groups['rest'] ?? '', ...heard };
    }
  }
}

function hearClock(groups: Groups, words: Words): Omit<TimeHeard, 'rest'> | null {
  const said = numberOf(groups['h'] ?? '', words);
  const past =
    groups['half'] === undefined ? (groups['quarter'] === undefined ? Number(groups['m'] ?? 0) : 15) : 30;
  const second = Number(groups['s'] ?? 0);
  const full = Number.isInteger(said) ? hourOf(said, groups) : null;
  if (full === null || (full === 24 && past + second > 0)) return null;
  // “quarter to one” is in the noon's hour, unless it is said to be of the night.
  const isBefore = groups['to'] !== undefined && past > 0;
  if (isBefore && full === 0) return null;
  const [hour, minute] = isBefore
    ? [full === 1 && groups['am'] === undefined ? 12 : full - 1, 60 - past]
    : [full, past];
  const isBare = groups['m'] === undefined && ![groups['am'], groups['pm'], groups['night']].some(Boolean);
  const hours = words.twelveHours && isBare && hour >= 1 && hour < 12 ? [hour, hour + 12] : [hour];
  return { today: false, isPart: false, choices: hours.map((one) => [{ hour: one, minute, second }]) };
}

/** The hour of 24 that an hour and the half of its day say; null for what no clock shows. */
function hourOf(said: number, { am, pm, night }: Groups): number | null {
  if (said > 24) return null;
  if (am !== undefined) return said > 12 ? null : said % 12;
  if (pm !== undefined) return said > 12 ? said : (said % 12) + 12;
  if (night === undefined) return said;
  if (said === 12) return 24;
  return said < 12 && said > 4 ? said + 12 : said;
}

/** The time of a clock in the part of the day that was named beside it: “tonight at 8” is 20:00. */
export function within(part: TimeHeard, clock: TimeHeard): readonly (readonly Time[])[] {
  const isLate = (part.choices[0]?.[0]?.hour ?? 0) >= 12;
  const [times = []] = clock.choices;
  return [times.map((time) => (isLate && time.hour < 12 ? { ...time, hour: time.hour + 12 } : time))];
}

/** The times of a part of the day. */
export function timesOf(part: Part): Time[] {
  return part.map((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return { hour, minute, second: 0 };
  });
}
