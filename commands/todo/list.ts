import { z } from 'zod';
import { pageButtons, pageNumber } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { select } from '../../src/discord/declare/select.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { about, card, say, type Reply } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { PAGE_SIZE } from '../../src/domain/pages.ts';
import { dayBounds } from '../../src/domain/time/day.ts';
import { filter, sort, type Filter, type Sort } from '../../src/domain/todo/todo.ts';
import { listTodos } from '../../src/models/todo/list.ts';
import { complete, openAgain, type Told } from './done.ts';
import { listOption, listTitle, suggestsLists } from './list-option.ts';
import { choiceName } from './todo-option.ts';
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

/** Which page it is; an empty id stands for all that is the caller's. */
const pageState = z.object({ list: z.uuid().or(z.literal('')), filter, sort, page: pageNumber });

/** ◀ and ▶ below a list. */
export const listPage = component('todo.list', pageState, ({ state, ...context }) =>
  pageOfTodos(context, { ...state, list: state.list || undefined }),
);

/** The menu below a list: what is chosen is done, or open again where the list is of what is done. */
export const listMenu = select(
  'todo.tick',
  pageState,
  z.array(z.uuid().meta({ choice: true })).max(PAGE_SIZE),
  async ({ state, chosen: ids, ...context }) => {
    const told = await (state.filter === 'done' ? openAgain : complete)(context, { ids });
    return pageOfTodos(context, { ...state, list: state.list || undefined }, told);
  },
);

/** @param told what was done with the page just now */
async function pageOfTodos(
  context: Context,
  asked: { list: string | undefined; filter: Filter; sort: Sort; page: number },
  told?: Told,
): Promise<Reply> {
  const { caller, settings, t } = context;
  const now = context.now();
  const { end } = dayBounds(now, settings.timeZone);
  const found = await listTodos(caller, { ...asked, now, dayEnd: end });
  const { todos, total, page, pages } = found;
  const of = found.list;
  const things = [of ?? CALLER, ...(told?.todos ?? [])];
  const undo = told ? [told.undo] : [];
  if (total === 0) {
    const sentences = [told?.sentence, t(`todo.empty.${asked.filter}`)];
    return about(things, say(sentences.filter(Boolean).join('\n'), ...undo));
  }
  const lines = todos.map((todo) => todoLine(todo, context, { room: ROOM, named: of === null }));
  const facts = [
    t(`choices.filter.${asked.filter}`),
    t('todo.count', { count: total }),
    ...(pages > 1 ? [t('page', { page, pages })] : []),
  ];
  const state = { list: of?.id ?? '', filter: asked.filter, sort: asked.sort };
  const embed = {
    title: of ? escapeText(listTitle(of, t)) : t('todo.listTitle'),
    description: lines.join('\n'),
    footer: { text: facts.join(' · ') },
  };
  const look = {
    placeholder: t(asked.filter === 'done' ? 'todo.choose.reopen' : 'todo.choose.done'),
    choices: todos.map((todo) => ({ label: choiceName(todo, of === null), value: todo.id })),
  };
  const components = [
    ...(of?.role === 'viewer' ? [] : [listMenu.menu(context, { ...state, page }, look)]),
    ...pageButtons(context, listPage, state, { page, pages }),
    ...undo,
  ];
  return about(things, { ...card(embed, components), ...(told && { content: told.sentence }) });
}
