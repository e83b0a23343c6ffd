import type { Caller } from '../../domain/ownership/caller.ts';
import type { Scope } from '../../domain/ownership/ownership.ts';
import type { Page } from '../../domain/pages.ts';
import { askPage } from '../base/paged.ts';
import { foundOf, LISTED, thingsFor } from './find.ts';
import type { Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { accessOf } from './rule.ts';

/** Which things a page is of. */
export interface Listed {
  page: number;
  /** Those that this person made. */
  whose?: string | undefined;
  scope?: Scope | undefined;
}

/** A page of things; `total` over all pages. */
export interface Listing<M extends OwnedThing> extends Page {
  things: M[];
  total: number;
}

/** The things a caller sees, by `whose` maker and scope: their own first, then the server's, then shared ones. */
export async function list<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  { page, whose, scope }: Listed,
): Promise<Listing<M>> {
  const seen = whose ? thingsFor(noun, 'living', 'o.owner_id = :whose') : thingsFor(noun, 'living');
  const own = whose ? 'guild_id is null' : 'guild_id is null and owner_id = :userId';
  const wanted = scope === 'mine' ? own : scope === 'server' ? 'guild_id = :guildId' : 'true';
  const columns = foundOf(noun);
  const { rows, total, ...at } = await askPage(
    noun.model.knex(),
    {
      found: `select ${columns.list} from (${seen}) seen where ${wanted}`,
      columns,
      order: LISTED,
      computed: noun.counted ?? {},
      once: true,
    },
    { ...accessOf(caller), ...(whose ? { whose } : {}) },
    page,
  );
  return { things: rows.map((row) => noun.model.fromDatabaseJson(row)), total, ...at };
}

/** SQL that adds what is counted of things `f` to the columns of a statement. */
export const counting = ({ counted = {} }: Noun<OwnedThing>): string =>
  Object.entries(counted)
    .map(([name, sql]) => `, ${sql} as ${name}`)
    .join('');
