import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { fileOption } from '../../src/discord/declare/options.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { unreadIn } from '../../src/domain/todo/formats/import-reasons.ts';
import { TODO_FILE_MAX_BYTES, TODO_FORMATS } from '../../src/domain/todo/formats/todo-file.ts';
import { writeTodos } from '../../src/domain/todo/formats/write.ts';
import { priorityName } from '../../src/domain/todo/todo.ts';
import { dueOf } from '../../src/models/todo/edit.ts';
import { importTodos } from '../../src/models/todo/import.ts';
import { allTodos } from '../../src/models/todo/list.ts';
import { remarkLines, remarksOn } from '../file-remarks.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';
import { undoButton } from '../undo.ts';

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

/** `/todo import`: the to-dos of a file, behind those there are or in their place. */
export const importFile = subcommand({
  cost: 'expensive',
  input: z.object({
    file: fileOption,
    list: listOption.optional(),
    mode: z.enum(['append', 'replace']).optional(),
    problems: z.enum(['skip', 'stop']).optional(),
  }),
  suggest: { list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, settings, locale, limits, files, t } = context;
    const { name } = input.file;
    const bytes = await files.download(input.file, TODO_FILE_MAX_BYTES);
    const now = context.now();
    const options = { now, timeZone: settings.timeZone, locale };
    const reading = await files.read('todos', { bytes, name }, options);
    const { todos } = reading;
    const unread = unreadIn(reading);
    if (todos.length === 0) {
      const sentences = [t('todo.importNothing', { name }), ...remarksOn(reading, context)];
      return about(CALLER, say(sentences.join('\n')));
    }
    if (input.problems === 'stop' && unread.length > 0) {
      const sentence = t('todo.importStopped', { count: unread.length, name });
      return about(CALLER, say([sentence, ...remarkLines(unread, reading, context)].join('\n')));
    }
    const limit = limits.todosPerUser;
    const mode = input.mode ?? 'append';
    const { list, added, removed, unassigned, actId } = await importTodos(caller, input.list, todos, {
      mode,
      limit,
      now,
    });
    const sentences = [
      t('todo.imported', { count: added, list: listTitle(list, t) }),
      ...(removed > 0 ? [t('todo.importReplaced', { count: removed })] : []),
      ...(unassigned > 0 ? [t('todo.importUnassigned', { count: unassigned })] : []),
      ...remarksOn(reading, context),
    ];
    return about(
      list ?? CALLER,
      say(
        sentences.join('\n'),
        undoButton(context, { kind: 'todo-imported', act: actId, left: added + removed }),
      ),
    );
  },
});
