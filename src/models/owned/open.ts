import { fold } from '../base/fold.ts';
import type { Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { ownerIsHere } from './rule.ts';

/** How many are looked at that everybody may see, and that members may see: a word that thousands have in their names finds some of them. */
const LOOKED_AT = 100;

/** What others may see without its being shared with them: each has an index by trigrams of its own. */
const LEGS = {
  public: `o.visibility = 'public'`,
  server: `cast(:guildId as bigint) is not null and o.visibility = 'server' and o.guild_id is null and ${ownerIsHere('o')}`,
  private: null,
};

/**
 * Common table expressions, of which `open` has the ids of things whose names are like `:typed` and that are open to
 * everybody, or to the members of the caller's server because the owner is one. They come from indexes by trigrams.
 * Those that are little like it are looked for only when there are no others, and where the text has no letter that the
 * database's locale knows, all of them are. Bindings: `accessOf`, `typed`.
 */
export function openLike({ model, visibilities }: Noun<OwnedThing>): string {
  const [name, typed] = [fold('o.name'), fold(':typed')];
  const legs = visibilities.flatMap((visibility) => LEGS[visibility] ?? []);
  if (legs.length === 0) return 'open as (select cast(null as uuid) as id where false)';
  const those = (like: string) =>
    legs
      .map(
        (leg) => `(
        select o.id from ${model.tableName} o
        where o.deleted_at is null and ${leg} and ${like} limit ${LOOKED_AT})`,
      )
      .join(' union all ');
  return `
    alike as materialized (${those(`name_resembles(${name}, ${typed})`)}),
    odd as materialized (${those(`not has_trigrams(${typed}) and strpos(${name}, ${typed}) > 0`)}),
    open as materialized (
      select id from alike
      union all
      select id from odd
      union all
      select id from similar_names('${model.tableName}', ${typed}, :guildId, ${LOOKED_AT}) id
      where not exists (select from alike) and has_trigrams(${typed}))`;
}
