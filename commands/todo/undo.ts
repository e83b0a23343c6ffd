import type { Context } from '../../src/discord/declare/context.ts';
import { NOTHING } from '../../src/domain/ownership/audience.ts';
import { undoAssign } from '../../src/models/todo/assign.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { swapImport } from '../../src/models/todo/import.ts';
import { removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { restoreList } from '../../src/models/todo-list/delete.ts';
import type { Undone, Undoings } from '../undone.ts';
import { listTitle } from './list-option.ts';
import { whoHas } from './todo-text.ts';

/** How what was done to to-dos and their lists is undone. */
export const UNDO_TODOS: Undoings<`todo-${string}` | `list-${string}`> = {
  async 'todo-added'({ caller, now, t }, { act, left }) {
    const { todos } = await removeTodos(caller, { actId: act }, now());
    return undone(t, t('todo.undone.added'), left - todos.length);
  },
  async 'todo-done'({ caller, now, limits, t }, { act, left }) {
    const { todos, stay } = await reopenTodos(caller, { actId: act }, limits.todosPerUser, now());
    return undone(t, t('todo.undone.done', { count: todos.length }), left - todos.length, stay);
  },
  async 'todo-reopened'({ caller, now, t }, { act, left }) {
    const { todos } = await completeTodos(caller, { actId: act }, now());
    return undone(t, t('todo.undone.reopened', { count: todos.length }), left - todos.length);
  },
  async 'todo-removed'({ caller, now, limits, t }, { act, left }) {
    const todos = await restoreTodos(caller, { actId: act }, limits.todosPerUser, now());
    return undone(t, t('todo.undone.removed', { count: todos.length }), left - todos.length);
  },
  async 'todo-assigned'({ caller, now, t }, { act }) {
    const { todo } = await undoAssign(caller, act, now());
    return { sentence: whoHas(todo, t), of: todo };
  },
  async 'todo-imported'({ caller, now, limits, t }, { act, left }) {
    const { back, gone, actId } = await swapImport(caller, act, limits.todosPerUser, now());
    const touched = back.length + gone.length;
    const sentence = t('todo.undone.imported', { gone: gone.length, back: back.length });
    const again = { kind: 'todo-imported', act: actId, left: touched } as const;
    return { ...undone(t, sentence, left - touched), again };
  },
  async 'list-deleted'({ caller, now, limits, t }, { act, thing }) {
    const most = { lists: limits.todoListsPerOwner, todos: limits.todosPerUser };
    const list = await restoreList(caller, thing, most, now(), act);
    return { sentence: t('todoList.restored', { name: listTitle(list, t) }), of: list };
  },
};

/**
 * Tells what was undone.
 * @param others how many that the act touched stay, because somebody changed them since
 * @param stay how many that came of the act besides, and stay for the same reason
 */
function undone(t: Context['t'], sentence: string, others: number, stay = 0): Undone {
  const count = Math.max(0, others) + stay;
  return {
    sentence: count > 0 ? `${sentence} ${t('todo.undone.stay', { count })}` : sentence,
    of: NOTHING,
  };
}
