import { SAID } from '../../commands/owned/owned-commands.ts';
import { WORDS } from '../../src/models/owned/noun.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';

/** The kinds of owned things. */
export const NOUNS = [playlists.noun, todoLists.noun];

/** The keys of all that people may be told of a kind of owned things: they are put together from its `words`. */
export function keysOf({ words, visibilities, memberRole }: (typeof NOUNS)[number]): string[] {
  const isMembers = memberRole === 'member';
  const hidden = visibilities.includes('private') ? ['serverIsSeen'] : [];
  // What members use has one list without a name, too.
  const shared = isMembers ? ['serverSees', 'isDefault', 'needs.member'] : [];
  return [...WORDS, ...SAID, ...hidden, ...shared, 'needs.owner', 'needs.editor'].map(
    (key) => `${words}.${key}`,
  );
}
