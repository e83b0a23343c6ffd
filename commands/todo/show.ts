import { TimestampStyles, time, userMention } from 'discord.js';
import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { about, card, type Reply } from '../../src/discord/declare/reply.ts';
import { showTodo } from '../../src/models/todo/find.ts';
import type { TodoRefs } from '../../src/models/todo/refs.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';
import { refIn, suggestsTodos, todoOption } from './todo-option.ts';
import { factsOf } from './todo-text.ts';

/** `/todo show`: one to-do with all of its text, open or done, and who added it and did it. */
export const show = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('living'), list: suggestsLists('viewer') },

  execute: ({ input, ...context }) => shownTodo(context, refIn(input.todo, input.list)),
});

/** The one to-do that is named, with all that is to be told of it. */
export async function shownTodo(context: Context, refs: TodoRefs): Promise<Reply> {
  const { caller, t } = context;
  const todo = await showTodo(caller, refs);
  const { number, text, listName, createdBy, createdAt, remindAt } = todo;
  const by = createdBy === null ? null : userMention(createdBy);
  const facts = [
    factsOf(todo, context).join(' · '),
    remindAt && t('todo.remindsAt', { when: time(remindAt, TimestampStyles.RelativeTime) }),
    by && t('todo.addedBy', { when: time(createdAt, TimestampStyles.RelativeTime), user: by }),
  ];
  const lines = facts.filter(Boolean).map((fact) => `-# ${fact}`);
  return about(
    [todo],
    card({
      title: `#${number} · ${escapeText(listTitle({ name: listName }, t))}`,
      description: [escapeText(text), '', ...lines].join('\n'),
    }),
  );
}
