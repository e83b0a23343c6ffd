import type { Caller } from '../../domain/ownership/caller.ts';
import { sufficient, type Role } from '../../domain/ownership/ownership.ts';
import { fits } from '../../domain/typing-errors.ts';
import type { Runner } from '../base/base-model.ts';
import { likeness, LOOKED_AT, SUGGESTIONS } from '../base/likeness.ts';
import { foundOf, LISTED, nameable, thingsFor, type Among } from './find.ts';
import type { Noun } from './noun.ts';
import { openLike } from './open.ts';
import type { OwnedThing } from './owned-model.ts';
import { accessOf } from './rule.ts';

/** Among which things something is looked for. */
export interface Wanted {
  /** The caller has at least that role in them. */
  role: Role;
  among?: Among;
  /** What the one without a name is called; left out, it is not looked for. */
  unnamed?: string;
}

const { matches, order } = likeness('coalesce(name, :unnamed)');

/**
 * The rows of up to 25 things, by what was typed of their names; typing errors are forgiven. Those that are open to the
 * caller are among them as soon as something is typed.
 */
export async function suggestedRows(
  noun: Noun<OwnedThing>,
  runner: Runner,
  caller: Caller,
  typed: string,
  { role, among = 'living', unnamed }: Wanted,
): Promise<{ id: string; name: string | null }[]> {
  const seeks = role === 'viewer' && among === 'living' && typed !== '' && noun.visibilities.length > 0;
  const ids = seeks ? `select id from open union all ${nameable(noun)}` : nameable(noun);
  const { rows } = await runner.raw<{ rows: { id: string; name: string | null }[] }>(
    `${seeks ? `with ${openLike(noun)}` : ''}
     select ${foundOf(noun).list} from (${thingsFor(noun, among, `o.id = any(array(${ids}))`)}) f
     where role = any(:roles) and ${matches}
     order by ${order}, ${LISTED}
     limit ${LOOKED_AT}`,
    { ...accessOf(caller), typed, unnamed: unnamed ?? null, roles: sufficient(role) },
  );
  const isMeant = (name: string | null) => typed === '' || fits(typed, name ?? unnamed ?? '');
  return rows.filter(({ name }) => isMeant(name)).slice(0, SUGGESTIONS);
}

/** Up to 25 things that a caller may mean by what they have typed so far. */
export async function suggest<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  typed: string,
  wanted: Wanted,
): Promise<M[]> {
  const rows = await suggestedRows(noun, noun.model.knex(), caller, typed, wanted);
  return rows.map((row) => noun.model.fromDatabaseJson(row));
}
