import type { z } from 'zod';
import type { Suggest } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { suggested } from '../../src/discord/declare/options.ts';
import type { Role } from '../../src/domain/ownership/ownership.ts';
import { listName } from '../../src/domain/todo/todo.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { suggestsOwned } from '../owned/owned-option.ts';

/** Names a list: Discord sends the id of a suggestion that was chosen, or whatever was typed, which is then a name. */
export const listOption: z.ZodType<string, string> = suggested(listName);

/** What a list is called; the one without a name is the caller's own. */
export function listTitle(list: { name: string | null } | null, t: Context['t']): string {
  return list?.name ?? t('todo.myList');
}

/**
 * Suggests the lists in which the caller has at least that role.
 * @param named only those with a name, which alone can be shared, renamed and deleted
 */
export function suggestsLists(role: Role, { named = false }: { named?: boolean } = {}): Suggest {
  return suggestsOwned(todoLists, role, named ? {} : { unnamed: 'todo.myList' });
}
