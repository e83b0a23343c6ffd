import { z } from 'zod';
import { pageButtons, pageNumber } from '../../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../../src/discord/declare/command.ts';
import type { Context } from '../../../src/discord/declare/context.ts';
import { escapeText } from '../../../src/discord/escape.ts';
import { CALLER } from '../../../src/domain/ownership/audience.ts';
import { about, card, say, type Reply } from '../../../src/discord/declare/reply.ts';
import { todoLists, type TodoList } from '../../../src/models/todo-list/todo-list.ts';
import { listTitle } from '../list-option.ts';

/** `/todo lists show`: the lists that a caller can use here, and how much is open on each. */
export const show = subcommand({
  input: z.object({}),
  execute: (context) => pageOfLists(context, 1),
});

/** ◀ and ▶ below it. */
export const listsPage = component('todo.lists', z.object({ page: pageNumber }), ({ state, ...context }) =>
  pageOfLists(context, state.page),
);

async function pageOfLists(context: Context, asked: number): Promise<Reply> {
  const { caller, t } = context;
  const { things: lists, total, page, pages } = await todoLists.list(caller, { page: asked });
  if (total === 0) return about(CALLER, say(t('todoList.none')));
  const shown = card(
    {
      title: t('todoList.title'),
      description: lines(lists, context).join('\n'),
      ...(pages > 1 ? { footer: { text: t('page', { page, pages }) } } : {}),
    },
    pageButtons(context, listsPage, {}, { page, pages }),
  );
  return about(lists, shown);
}

function lines(lists: readonly TodoList[], { caller, t }: Context): string[] {
  return lists.map((list) => {
    const { openCount, guildId, ownerId, role } = list;
    const facts = [
      t('todo.openCount', { count: openCount }),
      ...(guildId === null ? [] : [t('playlist.scopeServer')]),
      ...(ownerId === null || ownerId === caller.userId ? [] : [`<@${ownerId}>`]),
      ...(guildId === null && role !== 'owner' ? [t(`choices.role.${role}`)] : []),
    ];
    return `**${escapeText(listTitle(list, t))}** · ${facts.join(' · ')}`;
  });
}
