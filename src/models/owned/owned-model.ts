import { audienceOf, type Audience, type OpenTo, type Shown } from '../../domain/ownership/audience.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Role, Visibility } from '../../domain/ownership/ownership.ts';
import { BaseModel } from '../base/base-model.ts';

/** A thing that a person or a server owns. Verbs are named to it by id, or by name in any case. */
export interface OwnedThing extends Shown {
  readonly id: string;
  /** Who made it; of a person's own also the owner. Null for a server's whose maker is not known any more. */
  readonly ownerId: string | null;
  /** The server whose it is; null for a person's own. */
  readonly guildId: string | null;
  readonly name: string | null;
  readonly deletedAt: Date | null;
  /** The act that deleted it, or undid that. */
  readonly actId: string | null;
  readonly role: Role;
}

/** The model of owned things: each extends it, and declares the columns of `OwnedThing`. */
export abstract class OwnedModel extends BaseModel implements Shown {
  declare guildId: string | null;
  /** What the caller of the verb that returned it is to it. @computed */
  declare role: Role;
  /** Who else may see it. @computed */
  declare openTo: OpenTo;

  /** Who may see it. */
  audience(caller: Caller): Audience {
    return audienceOf(this, caller);
  }
}

/** The class of such a model. */
export interface OwnedClass<M extends OwnedThing> extends Pick<
  typeof BaseModel,
  'tableName' | 'columns' | 'columnsOf' | 'knex' | 'transact'
> {
  fromDatabaseJson(row: object): M;
}

/** What the owner says of a thing. */
export type Fields<M extends OwnedThing> = { name: string; visibility?: Visibility } & Partial<
  Omit<M, keyof OwnedThing | keyof OwnedModel>
>;
