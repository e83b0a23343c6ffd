import { change } from './change.ts';
import { create, insert } from './create.ts';
import { remove, restore } from './delete.ts';
import { foundOf, locked, oneFor, oneMeant, thingsFor } from './find.ts';
import { list } from './list.ts';
import { allowed, lock, lockNamed, meant, rowMeant, see } from './meant.ts';
import type { Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';
import { openTo, roleIn } from './rule.ts';
import { search } from './search.ts';
import { share, unshare } from './share.ts';
import { suggest } from './suggest.ts';

/** The verbs without the noun that comes first. */
type Verb<Args extends unknown[], Result> = (...args: Args) => Result;

/** What people do with a kind of owned things, and what SQL says of it. */
export type Owned<M extends OwnedThing> = ReturnType<typeof owned<M>>;

/** Gives a noun, declared by data, its verbs, and SQL for verbs of its own. */
export function owned<M extends OwnedThing>(noun: Noun<M>) {
  const of =
    <Args extends unknown[], Result>(verb: (noun: Noun<M>, ...args: Args) => Result): Verb<Args, Result> =>
    (...args) =>
      verb(noun, ...args);
  return {
    noun,
    /** The columns that `thingsFor` and the others find. */
    found: foundOf(noun),
    create: of(create<M>),
    change: of(change<M>),
    remove: of(remove<M>),
    restore: of(restore<M>),
    share: of(share<M>),
    unshare: of(unshare<M>),
    list: of(list<M>),
    search: of(search<M>),
    suggest: of(suggest<M>),
    see: of(see<M>),

    insert: of(insert<M>),
    lock: of(lock<M>),
    lockNamed: of(lockNamed<M>),
    allowed: of(allowed<M>),
    meant: of(meant),
    rowMeant: of(rowMeant),

    thingsFor: of(thingsFor),
    oneFor: of(oneFor),
    oneMeant: of(oneMeant),
    locked: of(locked),
    openTo: of(openTo),
    roleIn: of(roleIn),
  };
}
