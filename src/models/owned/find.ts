import { validate as isId } from 'uuid';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import type { Columns } from '../base/columns.ts';
import { fold } from '../base/fold.ts';
import { sharesOf, type Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { openTo, rankOf, roleIn } from './rule.ts';

/** Whether a verb looks among what lives or among what can be restored. */
export type Among = 'living' | 'deleted';

const AMONG: Record<Among, string> = {
  living: 'o.deleted_at is null',
  deleted: `o.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`,
};

/** The order in which things are listed: the one without a name, if there is such, comes first of its rank. */
export const LISTED = `rank, name is not null, ${fold('name')}, id`;

/** The columns that `thingsFor` finds. */
export const foundOf = ({ model }: Noun<OwnedThing>): Columns => model.columns.and('role', 'rank', 'open_to');

/** SQL for the ids of those that a caller can mean by a name alone: their own, this server's, those shared with them. */
export function nameable(noun: Noun<OwnedThing>): string {
  const { tableName } = noun.model;
  const { table, thing } = sharesOf(noun);
  return `
    select id from ${tableName} where owner_id = :userId and guild_id is null
    union all select id from ${tableName} where guild_id = :guildId
    union all select ${thing} from ${table} where user_id = :userId`;
}

/**
 * SQL for the things `o` of a caller that fulfil `where`, each with `role`, `rank` and `open_to`. Bindings: `accessOf`
 * and those of `where`.
 */
export function thingsFor(
  noun: Noun<OwnedThing>,
  among: Among,
  where: string = `o.id in (${nameable(noun)})`,
): string {
  const { tableName, columns } = noun.model;
  return `select ${foundOf(noun).list} from (
    select ${columns.of('o')}, ${roleIn(noun, 'o')} as role, ${rankOf('o')} as rank, ${openTo(noun, 'o')} as open_to
    from ${tableName} o where ${AMONG[among]} and ${where}
  ) found where role is not null`;
}

/** SQL for the first of them: own ones before others. */
export const oneFor = (noun: Noun<OwnedThing>, among: Among, where: string): string =>
  `${thingsFor(noun, among, where)} order by rank, deleted_at desc, id limit 1`;

/** SQL for the one thing that `:reference`, an id or a name in any case, means to the caller. */
export function oneMeant(noun: Noun<OwnedThing>, among: Among, reference: string): string {
  const byName = `${fold('o.name')} = ${fold(':reference')} and o.id in (${nameable(noun)})`;
  return oneFor(noun, among, isId(reference) ? 'o.id = :reference' : byName);
}

/**
 * SQL for the thing that `one` finds with its row locked, as it is then, and what the caller is to it then.
 * @param one SQL of `oneFor` or `oneMeant`
 */
export function locked(noun: Noun<OwnedThing>, one: string): string {
  const { tableName, columns } = noun.model;
  const held = columns.and('role', 'open_to');
  return `
    with o as materialized (
      select ${columns.of('o')} from ${tableName} o, lateral (${one}) f
      where o.id = f.id and (o.deleted_at is null) = (f.deleted_at is null)
      for no key update of o)
    select ${held.list} from (
      select ${columns.of('o')}, ${roleIn(noun, 'o', 'for share')} as role, ${openTo(noun, 'o')} as open_to from o) found
    where role is not null`;
}
