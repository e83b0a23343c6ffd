import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/buttons.ts';
import { component, type Context } from '../../src/discord/command.ts';
import { say } from '../../src/discord/replies.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { swapImport } from '../../src/models/todo/import.ts';
import { removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';

/** What an act did, and Undo takes back. */
const acts = z.enum(['added', 'done', 'reopened', 'removed', 'imported']);

/** Undo below whatever changed to-dos. */
export const undoAct = component(
  'todo.undo',
  z.object({ what: acts, act: z.uuid() }),
  async ({ state: { what, act: actId }, ...context }) => {
    const { caller, bot, t } = context;
    const now = bot.now();
    const limit = bot.limits.todosPerUser;
    switch (what) {
      case 'added': {
        await removeTodos(caller, { ids: [actId] }, now);
        return say(t('todo.undone.added'));
      }
      case 'done': {
        const { todos } = await reopenTodos(caller, { actId }, limit, now);
        return say(t('todo.undone.done', { count: todos.length }));
      }
      case 'reopened': {
        const { todos } = await completeTodos(caller, { actId }, now);
        return say(t('todo.undone.reopened', { count: todos.length }));
      }
      case 'removed': {
        const todos = await restoreTodos(caller, { actId }, limit, now);
        return say(t('todo.undone.removed', { count: todos.length }));
      }
      case 'imported': {
        const { back, gone } = await swapImport(caller, actId, limit, now);
        return say(
          t('todo.undone.imported', { gone: gone.length, back: back.length }),
          undoButton(context, 'imported', actId),
        );
      }
    }
  },
);

/** The button for it. @param act the id of the act, or of the one to-do that was added */
export function undoButton(
  { caller, t }: Pick<Context, 'caller' | 't'>,
  what: z.output<typeof acts>,
  act: string,
): APIButtonComponentWithCustomId {
  return button({ caller }, undoAct, { what, act }, { label: t('buttons.undo') });
}
