import { lenient, numberOf, numberPattern, perLanguage, whole, type Groups } from './pattern.ts';
import type { Part, Words } from './words/words.ts';

/** A time on the wall; 24:00 ends the day, and what is later is of the next. */
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
  /** Twelve hours later may be meant, where that has gone by today: “at 9”. */
  mayBeLater: boolean;
  /** Only figures, which are no time without the name of a day beside them: “tomorrow 9”. */
  isBare: boolean;
}

type Heard = Omit<TimeHeard, 'rest'>;
interface Rule {
  patterns: readonly RegExp[];
  hear: (groups: Groups) => Heard | null;
}

const isHour = (value: number) => Number.isInteger(value) && value <= 24;

const rulesOf = perLanguage((words: Words): readonly Rule[] => {
  const half = `(?:(?<am>${words.am})|(?<pm>${words.pm})|(?<night>${words.night}))`;
  const named = `(?<named>${Object.keys(words.hours).join('|')})`;
  // “at a” is no time.
  const hours = numberPattern(words, isHour).replace(/\|an\b|\|a\b/g, '');
  const minutes = numberPattern(words, (value) => Number.isInteger(value) && value < 60);
  const clocks = words.clock.map((source) =>
    anywhere(
      source
        .replaceAll('{H}', '(?<h>\\d{1,2})')
        .replaceAll('{W}', `(?:(?<h>\\d{1,2}|${hours})|${named})`)
        .replaceAll('{NAMED}', named)
        .replaceAll('{MINS}', `(?<mins>[0-5]?\\d|${minutes})`)
        // “9 to 5” is no time.
        .replaceAll('{FIVES}', `(?<mins>0?5|10|20|25|${minutes})`)
        .replaceAll('{M}', '(?<m>[0-5]\\d)')
        .replaceAll('{S}', '(?<s>[0-5]\\d)')
        .replaceAll('{AP}', half)
        .replaceAll('{AT}', `(?:(?:${words.at}) ?)`),
      words,
    ),
  );
  const parts = (sources: Readonly<Record<string, Part>>, today: boolean) =>
    Object.entries(sources).map(([source, part]) => ({
      patterns: today ? [whole(source)] : anywhere(source, words),
      hear: () => ({ today, isPart: true, choices: [timesOf(part)], mayBeLater: false, isBare: false }),
    }));
  return [
    ...parts(words.today, true),
    ...clocks.map((patterns) => ({ patterns, hear: (groups: Groups) => hearClock(groups, words) })),
    {
      patterns: anywhere(`(?:(?:${words.at}) ?)?${named}`, words),
      hear: (groups) => hearClock(groups, words),
    },
    ...parts(words.parts, false),
    {
      patterns: [/^(?<rest>.+) (?<h>\d{1,2})$/u, /^(?<h>\d{1,2}) (?<rest>.+)$/u],
      hear: (groups) => bare(hearClock(groups, words)),
    },
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

const bare = (heard: Heard | null): Heard | null => heard && { ...heard, isBare: true };

/** Every way to see a time of day in a text. */
export function* hearTimes(text: string, words: Words): Generator<TimeHeard> {
  for (const { patterns, hear } of rulesOf(words)) {
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      const heard = match && hear(match.groups ?? {});
      if (heard) yield { rest: match.groups?.['rest'] ?? '', ...heard };
    }
  }
}

const namedHours = perLanguage(({ hours }) =>
  Object.entries(hours).map(([source, hour]) => ({ pattern: whole(source), hour })),
);

function hearClock(groups: Groups, words: Words): Heard | null {
  const { named, h, m, am, pm, night } = groups;
  const hour = named === undefined ? numberOf(h ?? '', words) : hourNamed(named, words);
  const second = Number(groups['s'] ?? 0);
  const past = minutesPast(groups, words);
  if (!isHour(hour) || past === null || (hour === 24 && named === undefined && past + second > 0))
    return null;
  const halves = halvesOf(hour, groups);
  if (!halves) return null;
  const isSaid = [am, pm, night, named].some((one) => one !== undefined);
  const is24 = isSaid || groups['h24'] !== undefined || h?.startsWith('0') === true || hour > 12;
  const all = halves.map((full) => full * 60 + past);
  if (all.some((total) => total < 0)) return null;
  // “quarter to one” is in the noon's hour, unless it is said to be of the night.
  const [first = 0] = all;
  const total = first < 60 && hour === 1 && past < 0 && am === undefined ? first + 720 : first;
  const isEarly = total >= 60 && total < (words.twelveHours + 1) * 60;
  const asked = !is24 && m === undefined && isEarly ? [total, total + 720] : [total, ...all.slice(1)];
  const times = asked.map((one) => [{ hour: Math.floor(one / 60), minute: one % 60, second }]);
  return { today: false, isPart: false, choices: times, mayBeLater: mayBeLater(hour, groups), isBare: false };
}

/** Twelve hours later is an hour of its own, and neither half of the day was said. */
function mayBeLater(hour: number, { h, h24, m, am, pm, night }: Groups): boolean {
  // Who writes “9h30” tells by 24 hours.
  if (h24 !== undefined && m !== undefined) return false;
  return h !== undefined && !h.startsWith('0') && hour <= 12 && (am ?? pm ?? night) === undefined;
}

function hourNamed(text: string, words: Words): number {
  return namedHours(words).find(({ pattern }) => pattern.test(text))?.hour ?? Number.NaN;
}

/** Minutes past the hour, or before it when negative; null for what no clock shows. */
function minutesPast(groups: Groups, words: Words): number | null {
  const { m, mins, half, quarter, to, halb, dreiviertel, viertel } = groups;
  const spoken = mins === undefined ? 0 : numberOf(mins, words);
  if (!Number.isInteger(spoken) || spoken > 59) return null;
  const beside = half === undefined ? (quarter === undefined ? spoken : 15) : 30;
  const base = halb !== undefined ? -30 : dreiviertel !== undefined ? -15 : viertel !== undefined ? -45 : 0;
  return base + (to === undefined ? beside : -beside) + Number(m ?? 0);
}

/** The hours of 24 that an hour and the half of its day may be; null for what no clock shows. */
function halvesOf(said: number, { am, pm, night }: Groups): number[] | null {
  if (am !== undefined) return said > 12 ? null : [said % 12];
  if (pm !== undefined) return said > 12 ? [said] : [(said % 12) + 12];
  if (night === undefined) return [said];
  if (said === 12) return [24];
  // “2 at night” is of the night that the day begins with, or of that which follows it.
  if (said < 5) return [said, said + 24];
  return [said < 12 ? said + 12 : said];
}

/**
 * The times of a clock in the part of the day that was named beside it: “tonight at 8” is 20:00, and “tonight at 1” is
 * of the next day. None where they contradict each other.
 */
export function within(part: TimeHeard, clock: TimeHeard): readonly (readonly Time[])[] {
  const from = part.choices[0]?.[0]?.hour ?? 0;
  const [times = []] = clock.choices;
  const all = times.map((time) => ({ ...time, hour: hourWithin(from, time.hour) }));
  const fits = from < 12 ? all.every(({ hour }) => hour < 12) : all.every(({ hour }) => hour >= 12);
  return fits ? [all] : [];
}

function hourWithin(from: number, hour: number): number {
  if (from < 12 || hour > 12) return hour;
  if (from >= 19 && (hour < 5 || hour === 12)) return hour === 12 ? 24 : hour + 24;
  return hour < 12 ? hour + 12 : hour;
}

/** The times of a part of the day. */
export function timesOf(part: Part): Time[] {
  return part.map((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return { hour, minute, second: 0 };
  });
}
