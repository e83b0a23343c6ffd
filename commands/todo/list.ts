import { z } from 'zod';
import { pageButtons, pageNumber } from '../../src/discord/buttons.ts';
import { component, subcommand, type Context } from '../../src/discord/command.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { about, card, say, type Reply } from '../../src/discord/replies.ts';
import { CALLER } from '../../src/domain/audience.ts';
import { dayBounds } from '../../src/domain/todo/day.ts';
import { filter, sort, type Filter, type Sort } from '../../src/domain/todo/todo.ts';
import { listTodos } from '../../src/models/todo/list.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';
import { todoLine } from './todo-text.ts';

/** Characters of a to-do's text in a list; `/todo show` has the rest. */
const ROOM = 200;

/** `/todo list`: what there is to do, by filter and order, page by page. */
export const list = subcommand({
  input: z.object({ filter: filter.optional(), list: listOption.optional(), sort: sort.optional() }),
  suggest: { list: suggestsLists('viewer') },
  execute: ({ input, ...context }) =>
    pageOfTodos(context, {
      list: input.list,
      filter: input.filter ?? 'open',
      sort: input.sort ?? 'due',
      page: 1,
    }),
});

/** ◀ and ▶ below a list; an empty id stands for all that is the caller's. */
export const listPage = component(
  'todo.list',
  z.object({ list: z.uuid().or(z.literal('')), filter, sort, page: pageNumber }),
  ({ state, ...context }) => pageOfTodos(context, { ...state, list: state.list || undefined }),
);

async function pageOfTodos(
  context: Context,
  asked: { list: string | undefined; filter: Filter; sort: Sort; page: number },
): Promise<Reply> {
  const { caller, settings, bot, t } = context;
  const now = bot.now();
  const { end } = dayBounds(now, settings.timeZone);
  const found = await listTodos(caller, { ...asked, now, dayEnd: end });
  const { todos, total, page, pages } = found;
  const of = found.list;
  if (total === 0) return about(of ?? CALLER, say(t(`todo.empty.${asked.filter}`)));
  const lines = todos.map((todo) => todoLine(todo, context, { room: ROOM, named: of === null }));
  const facts = [
    t(`choices.filter.${asked.filter}`),
    t('todo.count', { count: total }),
    ...(pages > 1 ? [t('page', { page, pages })] : []),
  ];
  const state = { list: of?.id ?? '', filter: asked.filter, sort: asked.sort };
  return about(
    of ?? CALLER,
    card(
      {
        title: of ? escapeText(listTitle(of, t)) : t('todo.listTitle'),
        description: lines.join('\n'),
        footer: { text: facts.join(' · ') },
      },
      pageButtons(context, listPage, state, { page, pages }),
    ),
  );
}
