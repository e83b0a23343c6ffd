import { validate as isId } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { covers, type Role } from '../../domain/ownership/ownership.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { Forbidden, NotFound, UserError } from '../../errors.ts';
import type { Runner, Transaction } from '../base/base-model.ts';
import { theOneMeant } from '../base/the-one-meant.ts';
import { locked, oneMeant, type Among } from './find.ts';
import { word, type Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { accessOf } from './rule.ts';
import { suggestedRows } from './suggest.ts';

/**
 * What `ask` finds for the thing that a text means to a caller; it may be one that is open to them.
 * @throws NotFound when there is none; UserError when there are several
 */
export function meant<Row>(
  noun: Noun<OwnedThing>,
  runner: Runner,
  caller: Caller,
  reference: string,
  ask: (reference: string) => Promise<Row | undefined>,
  among: Among = 'living',
): Promise<Row> {
  return theOneMeant(reference, {
    ask,
    look: () => suggestedRows(noun, runner, caller, reference, { role: 'viewer', among }),
    nothing: notFound(noun, reference, among),
    several: word(noun, 'severalMeant'),
  });
}

/**
 * The row that a statement gives for it. @param statement makes the statement of SQL for the one thing; binding `reference`
 * @throws NotFound when there is none; UserError when there are several
 */
export function rowMeant<Row extends object>(
  noun: Noun<OwnedThing>,
  runner: Runner,
  caller: Caller,
  reference: string,
  statement: (one: string) => string,
  { among = 'living', ...bindings }: { among?: Among; page?: number } = {},
): Promise<Row> {
  const ask = async (named: string) => {
    const all = { ...accessOf(caller), ...bindings, reference: named };
    const { rows } = await runner.raw<{ rows: Row[] }>(statement(oneMeant(noun, among, named)), all);
    return rows[0];
  };
  return meant(noun, runner, caller, reference, ask, among);
}

/** A thing as it is now, to look at. @throws NotFound; Forbidden when the caller's role does not suffice */
export async function see<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  reference: string,
  needed: Role,
): Promise<M> {
  const { model } = noun;
  return allowed(noun, await rowMeant(noun, model.knex(), caller, reference, (one) => one), needed);
}

/**
 * Finds a thing and keeps others from changing it, or what it holds, until the transaction ends.
 * @throws NotFound when there is none that the caller may see; Forbidden when their role does not suffice
 */
export async function lock<M extends OwnedThing>(
  noun: Noun<M>,
  trx: Transaction,
  caller: Caller,
  reference: string,
  needed: Role,
  among: Among = 'living',
): Promise<M> {
  const row = await rowMeant(noun, trx, caller, reference, (one) => locked(noun, one), { among });
  return allowed(noun, row, needed);
}

/** The same of what only things with names can have done to them. @throws UserError for the one without, besides */
export async function lockNamed<M extends OwnedThing>(
  noun: Noun<M>,
  ...args: [trx: Transaction, caller: Caller, reference: string, needed: Role, among?: Among]
): Promise<M & { name: string }> {
  const thing = await lock(noun, ...args);
  if (thing.name === null) throw new UserError(word(noun, 'isDefault'));
  return thing as M & { name: string };
}

/** The thing of a row with `role`. @throws Forbidden when the role does not suffice */
export function allowed<M extends OwnedThing>({ model, words }: Noun<M>, row: object, needed: Role): M {
  const thing = model.fromDatabaseJson(row);
  if (!covers(thing.role, needed))
    throw new Forbidden(`${words}.needs.${needed}`, { name: thing.name ?? '' });
  return thing;
}

/** What a caller is told of a thing that is not there, or not for them. */
function notFound(noun: Noun<OwnedThing>, reference: string, among: Among): NotFound {
  if (among === 'deleted')
    return new NotFound(word(noun, 'notDeleted'), { reference, days: RESTORABLE_DAYS });
  return new NotFound(word(noun, isId(reference) ? 'gone' : 'notFound'), { reference });
}
