import { DateTime } from 'luxon';

/** What calendar and clock on a wall show. Months from 1, as people count. */
export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** What the wall of a zone shows at an instant. */
export function wallOf(at: Date, zone: string): Wall {
  const { year, month, day, hour, minute, second } = DateTime.fromJSDate(at, { zone });
  return { year, month, day, hour, minute, second };
}

/**
 * When the wall of a zone shows that, the earlier instant first: two where clocks are set back, one otherwise. A time
 * that is skipped is moved forward by what is skipped, as Luxon does. None for what no calendar has, such as 30
 * February.
 */
export function instantsOf(wall: Wall, zone: string): Date[] {
  const local = DateTime.fromObject(wall, { zone });
  if (!local.isValid) return [];
  return local
    .getPossibleOffsets()
    .map((one) => one.toJSDate())
    .sort((a, b) => a.getTime() - b.getTime());
}

/** Whether the calendar of a zone has that day: Samoa had no 30 December 2011. */
export function hasDay({ year, month, day }: Pick<Wall, 'year' | 'month' | 'day'>, zone: string): boolean {
  const noon = DateTime.fromObject({ year, month, day, hour: 12 }, { zone });
  return noon.isValid && noon.day === day;
}
