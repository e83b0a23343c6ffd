import { z } from 'zod';
import { button } from '../../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../../src/discord/declare/command.ts';
import type { Context } from '../../../src/discord/declare/context.ts';
import { about, say, type Reply } from '../../../src/discord/declare/reply.ts';
import { RESTORABLE_DAYS } from '../../../src/domain/ownership/restorable.ts';
import { deleteList, restoreList } from '../../../src/models/todo-list/delete.ts';
import { listOption, listTitle, suggestsLists } from '../list-option.ts';

/** `/todo lists delete`: puts a list away with all that is on it, with Undo. */
export const deleteSubcommand = subcommand({
  input: z.object({ list: listOption }),
  suggest: { list: suggestsLists('owner', { named: true }) },

  async execute({ input, ...context }) {
    const { caller, now, t } = context;
    const list = await deleteList(caller, input.list, now());
    const sentence = t('todoList.deleted', { name: listTitle(list, t), days: RESTORABLE_DAYS });
    const undo = button(
      { caller },
      undoDelete,
      { id: list.id, at: list.deletedAt?.getTime() },
      { label: t('buttons.undo') },
    );
    return about([list], say(sentence, undo));
  },
});

/** `/todo lists restore`: brings back what was deleted in the last 30 days. */
export const restore = subcommand({
  input: z.object({ list: listOption }),
  suggest: { list: suggestsLists('owner', { named: true, among: 'deleted' }) },
  execute: ({ input, ...context }) => bringBack(context, input.list),
});

/** Undo below a deletion. */
export const undoDelete = component(
  'todo.undelete',
  // Which deletion it undoes, in milliseconds since 1970: not that of somebody who deleted it again.
  z.object({ id: z.uuid(), at: z.coerce.number<string | number>().int().optional() }),
  ({ state, ...context }) => bringBack(context, state.id, state.at),
);

async function bringBack(context: Context, reference: string, deletedAt?: number): Promise<Reply> {
  const { caller, now, limits, t } = context;
  const most = { lists: limits.todoListsPerOwner, todos: limits.todosPerUser };
  const list = await restoreList(caller, reference, most, now(), deletedAt);
  return about([list], say(t('todoList.restored', { name: listTitle(list, t) })));
}
