import { DateTime } from 'luxon';
import { ALL_DAY_HOUR } from '../../time/due/limits.ts';
import { instantsOf } from '../../time/wall-clock.ts';
import { readWhen } from '../../time/when.ts';
import { monthNamed, weekdayWord } from './month-names.ts';

/** Whether `03/04/2027` is a day in April or in March. */
export type DateOrder = 'dayFirst' | 'monthFirst';

/** A date as programs write it. `ambiguous`: its figures could be either of two dates. */
export type FileDate =
  | { kind: 'date'; at: Date; zone: string }
  | { kind: 'ambiguous'; first: Date; second: Date }
  | { kind: 'none' };

/** The longest text that is read as a date. */
const DATE_MAX = 100;
const NUMERIC = /^(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([./-])(\d{1,2})\2(\d{1,2})$|^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/;
const TIME =
  /(?:^|[ ,T日])(?:at |um |à |a las |às |@)?(?<hour>\d{1,2})(?:(?::|時)(?<minute>\d\d)(?:分|:(?<second>\d\d))?|(?=時| ?[ap]\.?m))[時h]?(?: ?(?<half>[ap])\.?m\.?)?(?: uhr| h)?$/iu;
const NONE: FileDate = { kind: 'none' };

/** Which part of a numeric date comes first, as far as it shows itself: no month is the thirteenth. */
export function orderShown(text: string): DateOrder | null {
  const parts = NUMERIC.exec(splitTime(text.trim().slice(0, DATE_MAX)).date);
  const [, first = '', , second = ''] = parts ?? [];
  if (!parts || first.length > 2) return null;
  if (Number(first) > 12 && Number(second) <= 12) return 'dayFirst';
  return Number(second) > 12 && Number(first) <= 12 ? 'monthFirst' : null;
}

/**
 * Reads a date as programs write it: ISO 8601 first, figures, the names of months in six languages; without a time it is
 * at `ALL_DAY_HOUR`. Figures in points have the day first, others as `order` says.
 */
export function readFileDate(text: string, zone: string, order: DateOrder | null): FileDate {
  const said = text.trim();
  if (said.length > DATE_MAX) return NONE;
  const written = readWhen(said, zone) ?? readCompact(said, zone);
  if (written) return { kind: 'date', ...written };
  const { date, time } = splitTime(said);
  const dated = (year: number, month: number, day: number): FileDate => {
    const wall = { year, month, day, ...time };
    const [at] = instantsOf(wall, zone);
    return at ? { kind: 'date', at, zone } : NONE;
  };
  const yearFirst = YEAR_FIRST.exec(date);
  if (yearFirst) {
    const [, year, , month, day, kanjiYear, kanjiMonth, kanjiDay] = yearFirst;
    return dated(Number(year ?? kanjiYear), Number(month ?? kanjiMonth), Number(day ?? kanjiDay));
  }
  const numeric = NUMERIC.exec(date);
  if (!numeric) return readNamed(date, dated);
  const [, first = '', sign, second = '', last = ''] = numeric;
  if (first.length > 2) return NONE;
  const year = Number(last) + (last.length === 2 ? 2_000 : 0);
  const [a, b] = [Number(first), Number(second)];
  const known = sign === '.' ? 'dayFirst' : (orderShown(date) ?? order);
  if (known === 'dayFirst' || (known === null && a === b)) return dated(year, b, a);
  if (known === 'monthFirst') return dated(year, a, b);
  const [one, other] = [dated(year, b, a), dated(year, a, b)];
  return one.kind === 'date' && other.kind === 'date'
    ? { kind: 'ambiguous', first: one.at, second: other.at }
    : NONE;
}

/** `20271224T170000Z` of iCalendar, and seconds or milliseconds since 1970. */
function readCompact(text: string, zone: string): { at: Date; zone: string } | null {
  const seconds = /^\d{10}$|^\d{13}$/.test(text) ? Number(text.padEnd(13, '0')) : null;
  if (seconds !== null) return { at: new Date(seconds), zone };
  const parts = COMPACT.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second = '00', utc = ''] = parts;
  return readWhen(`${year}-${month}-${day}${hour ? `T${hour}:${minute}:${second}${utc}` : ''}`, zone);
}

/** “24 December 2027”, “Fri, Dec 24th, 2027”, “24 de diciembre de 2027”: a day, a month and a year, whatever the order. */
function readNamed(text: string, dated: (year: number, month: number, day: number) => FileDate): FileDate {
  const words = text
    .toLowerCase()
    .split(/[\s,./-]+/)
    .filter((word) => word !== '' && !weekdayWord(word) && word !== 'de' && word !== 'of');
  const numbers = words.map((word) => /^(\d{1,4})(?:st|nd|rd|th|er|º)?$/.exec(word)?.[1]).filter(Boolean);
  const months = words.map(monthNamed).filter((month) => month !== undefined);
  const [month] = months;
  const year = numbers.find((number) => number?.length === 4);
  const day = numbers.find((number) => number !== year);
  if (words.length !== 3 || month === undefined || year === undefined || day === undefined) return NONE;
  return dated(Number(year), month, Number(day));
}

function splitTime(text: string): { date: string; time: { hour: number; minute: number; second: number } } {
  const found = TIME.exec(text);
  const groups = found?.groups ?? {};
  const hour = Number(groups['hour']);
  const isTime = found !== null && hour < 24 && (groups['half'] === undefined || (hour >= 1 && hour <= 12));
  if (!isTime) return { date: text, time: { hour: ALL_DAY_HOUR, minute: 0, second: 0 } };
  const half = groups['half']?.toLowerCase();
  const full = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const date = text.slice(0, found.index + (found[0].startsWith('日') ? 1 : 0)).replace(/[ ,]+$/, '');
  return {
    date,
    time: { hour: full, minute: Number(groups['minute'] ?? 0), second: Number(groups['second'] ?? 0) },
  };
}

/** A date without a time, whatever zone its midnight was written in: programs that know no times write one. */
export function dayOnly(text: string): string {
  return /^\d{4}-\d\d-\d\d(?=T00:00)/.exec(text)?.[0] ?? text;
}

/** The local day of an instant, as a date without a time. */
export function dayIn(zone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd');
}
