import { suggested } from '../../src/discord/declare/options.ts';
import type { Suggest } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { LIMITS } from '../../src/discord/limits.ts';
import { listName } from '../../src/domain/todo/todo.ts';
import type { Among, ListRole } from '../../src/models/todo-list/access.ts';
import { suggestLists } from '../../src/models/todo-list/lists.ts';
import { truncate } from '../../src/discord/text.ts';

/** Names a list: Discord sends the id of a suggestion that was chosen, or whatever was typed, which is then a name. */
export const listOption = suggested(listName);

/** What a list is called; the one without a name is the caller's own. */
export function listTitle(list: { name: string | null } | null, t: Context['t']): string {
  return list?.name ?? t('todo.myList');
}

/**
 * Suggests the lists in which the caller has at least that role, the deleted ones when they are to be restored.
 * @param named only those with a name, which alone can be shared, renamed and deleted
 */
export function suggestsLists(
  role: ListRole,
  { named = false, among = 'living' }: { named?: boolean; among?: Among } = {},
): Suggest {
  return async ({ caller, typed, t }) => {
    const lists = await suggestLists(caller, typed, {
      role,
      among,
      ...(named ? {} : { unnamed: t('todo.myList') }),
    });
    return lists.map((list) => {
      const suffix = list.guildId === null ? '' : ` (${t('playlist.scopeServer')})`;
      return { value: list.id, name: truncate(listTitle(list, t), LIMITS.choice - suffix.length) + suffix };
    });
  };
}
