import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { RESTORABLE_DAYS } from '../../src/domain/ownership/restorable.ts';
import { clearDone, removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';
import { outcome, refsIn, suggestsTodos, todoOption } from './todo-option.ts';
import { undoButton } from '../undo.ts';

/** `/todo remove`: puts to-dos away, with Undo. */
export const remove = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('open'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, now, t } = context;
    const refs = refsIn(input.todo, input.list);
    const { todos, actId } = await removeTodos(caller, refs, now());
    const sentences = outcome(t, 'todo.removed', refs, todos, { days: RESTORABLE_DAYS });
    return about(
      todos,
      say(
        sentences.join('\n'),
        undoButton(context, { kind: 'todo-removed', act: actId, left: todos.length }),
      ),
    );
  },
});

/** `/todo restore`: brings back what was removed in the last 30 days. */
export const restore = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('removed'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, now, limits, t } = context;
    const refs = refsIn(input.todo, input.list);
    const todos = await restoreTodos(caller, refs, limits.todosPerUser, now());
    return about(todos, say(outcome(t, 'todo.restored', refs, todos).join('\n')));
  },
});

/** `/todo clear`: puts away what is done, with Undo. */
export const clear = subcommand({
  input: z.object({ list: listOption.optional() }),
  suggest: { list: suggestsLists('editor') },

  async execute({ input, ...context }) {
    const { caller, now, t } = context;
    const { list, count, actId } = await clearDone(caller, input.list, now());
    const sentence = t('todo.cleared', { count, list: listTitle(list, t), days: RESTORABLE_DAYS });
    const undo = count > 0 ? [undoButton(context, { kind: 'todo-removed', act: actId, left: count })] : [];
    return about(list ?? CALLER, say(sentence, ...undo));
  },
});
