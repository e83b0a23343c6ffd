import type { Visibility } from '../../domain/ownership/ownership.ts';
import type { BaseModel } from '../base/base-model.ts';
import type { OwnedClass, OwnedThing } from './owned-model.ts';

/** A kind of owned things, declared by data. */
export interface Noun<M extends OwnedThing> {
  readonly model: OwnedClass<M>;
  /** Rows that say who else may use one. Its key: the thing and `user_id`; then `role`, `granted_by`. */
  readonly shares: Pick<typeof BaseModel, 'tableName' | 'idColumn'>;
  /** Those of the column `visibility`; none where there is no such column, and a server's are seen by its members. */
  readonly visibilities: readonly Visibility[];
  /** What members are to a thing of their server that they may see. */
  readonly memberRole: 'viewer' | 'member';
  /** Begins the keys of what people are told: see `Word`. */
  readonly words: string;
  /** Columns that lists and searches show besides, each as SQL about row `f`. */
  readonly counted?: Readonly<Record<string, string>>;
}

/** What people are told of any owned things: `playlist.gone` and so on in src/locales, besides `playlist.needs.<role>`. */
export const WORDS = [
  'notFound',
  'gone',
  'notDeleted',
  'severalMeant',
  'deletedSince',
  'tooMany',
  'serverTooMany',
  'needsServer',
  'shareWithOwner',
  'notShared',
] as const;

/** The key of what people are told of a noun; of some nouns only, that a server's is hidden, used by all, or has no name. */
export const word = (
  { words }: Pick<Noun<OwnedThing>, 'words'>,
  said: (typeof WORDS)[number] | 'serverIsSeen' | 'serverSees' | 'isDefault',
) => `${words}.${said}`;

/** The table of shares, and its column that names the thing. */
export function sharesOf({ shares }: Pick<Noun<OwnedThing>, 'shares'>): { table: string; thing: string } {
  const [thing = ''] = [shares.idColumn].flat();
  return { table: shares.tableName, thing };
}
