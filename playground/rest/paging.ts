import { bySnowflake } from '../state/snowflake.ts';

/** Which part of a list is wanted, by ids. */
export interface Page {
  limit: number;
  before?: string | undefined;
  after?: string | undefined;
}

/** That part of a list, lowest id first: the last before `before`, or the first after `after`. https://docs.discord.com/developers/reference#snowflake-ids-in-pagination */
export function between<T>(items: T[], idOf: (item: T) => string, { limit, before, after }: Page): T[] {
  const inRange = items
    .filter((item) => before === undefined || bySnowflake(idOf(item), before) < 0)
    .filter((item) => after === undefined || bySnowflake(idOf(item), after) > 0)
    .sort((a, b) => bySnowflake(idOf(a), idOf(b)));
  return before === undefined ? inRange.slice(0, limit) : inRange.slice(-limit);
}
