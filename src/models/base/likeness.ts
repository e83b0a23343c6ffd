import { fold } from './fold.ts';

/** How many suggestions Discord shows at most while somebody types. */
export const SUGGESTIONS = 25;
/** How like a part of a text must be to what was typed, from 0 to 1, to be looked at: two letters may change places. */
export const LIKE_ENOUGH = 0.25;
/** How many are looked at, the likest first, of which those stay that `fits` finds meant. */
export const LOOKED_AT = 100;

/**
 * SQL for whether a text contains what was typed, in any case, or may be meant by it, and for the order in which
 * suggestions come: what begins with it, what contains it, what is like it. Binding: `typed`.
 * Source: PostgreSQL documentation, appendix F, "pg_trgm", word similarity.
 */
export function likeness(text: string): { matches: string; order: string } {
  const at = `strpos(${fold(text)}, ${fold(':typed')})`;
  const like = `name_closeness(${fold(text)}, ${fold(':typed')})`;
  return {
    matches: `(${at} > 0 or ${like} >= ${LIKE_ENOUGH})`,
    order: `${at} <> 1, ${at} = 0, case when ${at} = 0 then ${like} end desc`,
  };
}
