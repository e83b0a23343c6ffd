import type { Words } from './words/words.ts';

/** A date in figures; a year may be left out. */
export interface NumericDate {
  year: number | null;
  month: number;
  day: number;
  /** The weekday that has to be it, 1 for Monday to 7, where one was said. */
  weekday?: number;
}

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/;
const YEAR_LAST = /^(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})$/;
const NO_YEAR = /^(\d{1,2})(?:\/(\d{1,2})|\. ?(\d{1,2})(\.?))$/;

/**
 * Reads 2026-12-24, 24.12.2026, 24.12., 12/24. With full stops the day is always first; otherwise as the language has
 * it, or the other way round where that alone makes a date.
 */
export function readNumericDate(text: string, { monthFirst, dotted }: Words): NumericDate | null {
  const iso = YEAR_FIRST.exec(text);
  if (iso) return dated(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const full = YEAR_LAST.exec(text);
  if (full) {
    const year = Number(full[4]) + (full[4]?.length === 2 ? 2000 : 0);
    return eitherWay(year, Number(full[1]), Number(full[3]), monthFirst && full[2] !== '.');
  }
  const [, first, second, afterStop, lastStop] = NO_YEAR.exec(text) ?? [];
  // 8.10 is a number or a time where dates are not written so.
  if (first === undefined || (afterStop !== undefined && lastStop === '' && !dotted)) return null;
  if (afterStop !== undefined) return dated(null, Number(afterStop), Number(first));
  return eitherWay(null, Number(first), Number(second), monthFirst);
}

function eitherWay(year: number | null, first: number, second: number, monthFirst: boolean) {
  const [month, day] = monthFirst ? [first, second] : [second, first];
  return dated(year, month, day) ?? dated(year, day, month);
}

function dated(year: number | null, month: number, day: number): NumericDate | null {
  // A leap year, so that 29 February is one of the days there can be.
  const exists =
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
  return exists ? { year, month, day } : null;
}
