import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { readTodo } from '../../src/models/todo/find.ts';
import { openEdit, rhythmOf } from './due-question.ts';
import { listOption, suggestsLists } from './list-option.ts';
import { refIn, suggestsTodos, todoOption } from './todo-option.ts';

/** `/todo edit`: a form with text, date, priority and repetition as they are. */
export const edit = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  opensForm: true,
  suggest: { todo: suggestsTodos('open'), list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const todo = await readTodo(context.caller, refIn(input.todo, input.list), 'change');
    return openEdit(context, todo, rhythmOf(todo));
  },
});
