import type { World } from '../../../protocol.ts';
import { chooseCommand } from '../draft.ts';
import { personAt } from '../place.ts';
import { commandEntries } from '../slash/entries.ts';
import type { Page } from '../state.ts';
import type { Place } from '../place.ts';
import type { Reader } from './markdown.ts';

/** The acting person as a reader of messages. */
export function readerFor(page: Page, world: World, place: Place): Reader {
  const locale = personAt(world, place)?.locale ?? 'en-US';
  return {
    world,
    place,
    locale,
    useCommand(name) {
      const entries = commandEntries(page.store.get().commands ?? [], locale);
      const entry = entries.find(({ path }) => path.join(' ') === name);
      if (entry) chooseCommand(page, entry);
    },
  };
}
