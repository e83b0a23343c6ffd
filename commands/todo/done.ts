import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import type { TodoRefs } from '../../src/models/todo/refs.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { listOption, suggestsLists } from './list-option.ts';
import { outcome, refsIn, suggestsTodos, todoOption } from './todo-option.ts';
import { dueTime, todoText } from './todo-text.ts';
import { undoButton } from '../undo.ts';

/** How many next occurrences are told one by one. */
const SHOWN = 5;

/** What an act did, in words, and the button that takes it back. */
export interface Told {
  todos: Todo[];
  sentence: string;
  undo: APIButtonComponentWithCustomId;
}

/** Marks to-dos done, and tells of it. */
export async function complete(context: Context, refs: TodoRefs): Promise<Told> {
  const { caller, now, t } = context;
  const { todos, successors, actId } = await completeTodos(caller, refs, now());
  const sentences = [
    ...outcome(t, 'todo.done', refs, todos),
    ...successors
      .slice(0, SHOWN)
      .map((next) => t('todo.next', { todo: todoText(next), due: next.dueAt ? dueTime(next.dueAt) : '' })),
  ];
  return {
    todos,
    sentence: sentences.join('\n'),
    undo: undoButton(context, { kind: 'todo-done', act: actId, left: todos.length }),
  };
}

/** Opens done to-dos again, and tells of it. */
export async function openAgain(context: Context, refs: TodoRefs): Promise<Told> {
  const { caller, now, limits, t } = context;
  const { todos, actId } = await reopenTodos(caller, refs, limits.todosPerUser, now());
  const sentence = outcome(t, 'todo.reopened', refs, todos).join('\n');
  return {
    todos,
    sentence,
    undo: undoButton(context, { kind: 'todo-reopened', act: actId, left: todos.length }),
  };
}

/** `/todo done`: one, or several by their numbers; with Undo. */
export const done = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('open'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { todos, sentence, undo } = await complete(context, refsIn(input.todo, input.list));
    return about(todos, say(sentence, undo));
  },
});

/** `/todo reopen`: what was done after all is not; with Undo. */
export const reopen = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('done'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { todos, sentence, undo } = await openAgain(context, refsIn(input.todo, input.list));
    return about(todos, say(sentence, undo));
  },
});
