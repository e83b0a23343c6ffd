import { z } from 'zod';
import { subcommand } from '../../src/discord/command.ts';
import { about, say } from '../../src/discord/replies.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { listOption, suggestsLists } from './list-option.ts';
import { outcome, refsIn, suggestsTodos, todoOption } from './todo-option.ts';
import { dueTime, todoText } from './todo-text.ts';
import { undoButton } from './undo.ts';

/** How many next occurrences are told one by one. */
const SHOWN = 5;

/** `/todo done`: one, or several by their numbers; with Undo. */
export const done = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('open'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, bot, t } = context;
    const refs = refsIn(input.todo, input.list);
    const { todos, successors, actId } = await completeTodos(caller, refs, bot.now());
    const sentences = [
      ...outcome(t, 'todo.done', refs, todos),
      ...successors
        .slice(0, SHOWN)
        .map((next) => t('todo.next', { todo: todoText(next), due: next.dueAt ? dueTime(next.dueAt) : '' })),
    ];
    return about(todos, say(sentences.join('\n'), undoButton(context, 'done', actId, todos.length)));
  },
});

/** `/todo reopen`: what was done after all is not; with Undo. */
export const reopen = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('done'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, bot, t } = context;
    const refs = refsIn(input.todo, input.list);
    const { todos, actId } = await reopenTodos(caller, refs, bot.limits.todosPerUser, bot.now());
    const sentences = outcome(t, 'todo.reopened', refs, todos);
    return about(todos, say(sentences.join('\n'), undoButton(context, 'reopened', actId, todos.length)));
  },
});
