import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { memberOption, suggested } from '../../src/discord/declare/options.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import type { Rhythm } from '../../src/domain/time/rhythm.ts';
import { DEFAULT_PRIORITY, priority, priorityNumber, repeat, todoText } from '../../src/domain/todo/todo.ts';
import { addTodo } from '../../src/models/todo/add.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { dueIn, dueOption, suggestsDue, type Unclear } from './due.ts';
import { dueQuestion } from './due-question.ts';
import { askedForZone } from './zone-question.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';
import { factsOf, todoText as textOf } from './todo-text.ts';
import { undoButton } from '../undo.ts';

/** `/todo add`: remembers a to-do, with a due date read in the caller's own zone. */
export const add = subcommand({
  input: z.object({
    text: todoText,
    due: suggested(dueOption).optional(),
    priority: priority.optional(),
    list: listOption.optional(),
    repeat: repeat.optional(),
    assignee: memberOption.optional(),
  }),
  suggest: { due: suggestsDue, list: suggestsLists('member') },

  async execute({ input, ...context }) {
    const { caller, now, limits } = context;
    const wanted = input.repeat ? { repeat: input.repeat, every: 1 } : null;
    const { due, rhythm, unclear } = dueIn(context, input.due, wanted);
    const todo = await addTodo(
      caller,
      input.list,
      {
        text: input.text,
        priority: priorityNumber(input.priority ?? DEFAULT_PRIORITY),
        due,
        repeat: due && rhythm ? rhythm.repeat : null,
        ...(rhythm && { repeatEvery: rhythm.every }),
        assigneeId: input.assignee ?? null,
        channelId: context.channelId,
      },
      limits.todosPerUser,
      now(),
    );
    return added(context, todo, { text: input.due ?? '', unclear, rhythm });
  },
});

/** Says what was remembered, and asks for the date where it was not clear. */
export async function added(
  context: Context,
  todo: Todo,
  asked: { text: string; unclear: Unclear | null; rhythm: Rhythm | null },
): Promise<Reply> {
  const { t } = context;
  const list = listTitle({ name: todo.listName }, t);
  const facts = factsOf(todo, context);
  const sentence = t('todo.added', { todo: textOf(todo), list });
  const done = facts.length > 0 ? `${sentence}\n-# ${facts.join(' · ')}` : sentence;
  const { unclear } = asked;
  if (unclear) return dueQuestion(context, todo, { ...asked, unclear, done, isNew: true });
  const undo = undoButton(context, { kind: 'todo-added', act: todo.actId ?? todo.id });
  const zone = await askedForZone(context, todo, asked.text);
  return about([todo], zone ? say(`${done}\n${zone.line}`, undo, zone.button) : say(done, undo));
}
