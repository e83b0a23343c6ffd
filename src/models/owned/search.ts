import type { Caller } from '../../domain/ownership/caller.ts';
import { fits } from '../../domain/typing-errors.ts';
import { fold } from '../base/fold.ts';
import { LIKE_ENOUGH, LOOKED_AT } from '../base/likeness.ts';
import { foundOf, LISTED, nameable, thingsFor } from './find.ts';
import { counting } from './list.ts';
import type { Noun } from './noun.ts';
import { openLike } from './open.ts';
import type { OwnedThing } from './owned-model.ts';
import { accessOf } from './rule.ts';

/** How many are found at most: who seeks on writes more of the name. */
const AT_MOST = 25;
/** How like a part of a name must be to what is sought, from 0 to 1, to need no other reason: pg_trgm's own default. */
const CLOSE = 0.6;

/**
 * Things by what their name is like: the caller's own, the server's, shared ones and those open to them, best first.
 * Typing errors are forgiven.
 * Source: PostgreSQL documentation, appendix F, "pg_trgm", word similarity.
 */
export async function search<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  text: string,
): Promise<M[]> {
  const found = foundOf(noun);
  const best = `closeness desc, likeness desc, ${LISTED}`;
  // An array of ids keeps the plan on the primary key, whatever PostgreSQL believes of their number.
  const known = thingsFor(
    noun,
    'living',
    `o.id = any(array(select id from open union all ${nameable(noun)}))`,
  );
  const { rows } = await noun.model.knex().raw<{ rows: { name: string; closeness: number }[] }>(
    `with ${openLike(noun)},
     f as materialized (
       select ${found.of('known')}, name_closeness(${fold('name')}, ${fold(':typed')}) as closeness
       from (${known}) known where name is not null),
     best as (
       select ${found.of('f')}, closeness, name_likeness(${fold('name')}, ${fold(':typed')}) as likeness
       from f where closeness >= ${LIKE_ENOUGH} order by ${best} limit ${LOOKED_AT})
     select ${found.of('f')}, closeness ${counting(noun)} from best f order by ${best}`,
    { ...accessOf(caller), typed: text },
  );
  return rows
    .filter(({ name, closeness }) => closeness >= CLOSE || fits(text, name))
    .slice(0, AT_MOST)
    .map((row) => noun.model.fromDatabaseJson(row));
}
