import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { unreadIn } from '../../src/domain/todo/formats/import-reasons.ts';
import { TODO_FORMATS, type TodoReading } from '../../src/domain/todo/formats/todo-file.ts';
import { writeTodos } from '../../src/domain/todo/formats/write.ts';
import { priorityName } from '../../src/domain/todo/todo.ts';
import { dueOf } from '../../src/models/todo/edit.ts';
import { importTodos } from '../../src/models/todo/import.ts';
import { allTodos } from '../../src/models/todo/list.ts';
import { importFile, importOptions } from '../import-file.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';

/** `/todo export`: a list as a file that this and other programs read. */
export const exportTodos = subcommand({
  cost: 'expensive',
  input: z.object({ format: z.enum(TODO_FORMATS), list: listOption.optional() }),
  suggest: { list: suggestsLists('viewer') },

  async execute({ input, ...context }) {
    const { caller, settings, t } = context;
    const { list, todos } = await allTodos(caller, input.list);
    const rows = todos.map(
      ({ text, doneAt, priority, repeat, repeatEvery, repeatDay, assigneeId, ...todo }) => ({
        text,
        done: doneAt !== null,
        priority: priorityName(priority),
        due: dueOf(todo),
        repeat,
        repeatEvery,
        repeatDay,
        assigneeId,
      }),
    );
    const name = listTitle(list, t);
    const { filename, data } = writeTodos(rows, input.format, settings.timeZone, name);
    const content = t('todo.exported', { count: todos.length, list: name });
    return about(list ?? CALLER, { content, files: [{ name: filename, data }] });
  },
});

const { file, ...options } = importOptions;

/** `/todo import`: the to-dos of a file, behind those there are or in their place. */
export const importTodoFile = subcommand({
  cost: 'expensive',
  // In the order in which Discord shows them.
  input: z.object({ file, list: listOption.optional(), ...options }),
  suggest: { list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, settings, locale, limits, files, t } = context;
    const now = context.now();
    return importFile<TodoReading>(context, input, {
      read: (sent) => files.read('todos', sent, { now, timeZone: settings.timeZone, locale }),
      isEmpty: ({ todos }) => todos.length === 0,
      nothing: 'todo.importNothing',
      unread: (reading) => unreadIn(reading),

      async write({ todos }, mode) {
        const how = { mode, limit: limits.todosPerUser, now };
        const { list, added, removed, unassigned, actId } = await importTodos(caller, input.list, todos, how);
        const sentences = [
          t('todo.imported', { count: added, list: listTitle(list, t) }),
          ...(removed > 0 ? [t('todo.importReplaced', { count: removed })] : []),
          ...(unassigned > 0 ? [t('todo.importUnassigned', { count: unassigned })] : []),
        ];
        const done = { kind: 'todo-imported', act: actId, left: added + removed } as const;
        return { of: list ?? CALLER, sentences, done };
      },
    });
  },
});
