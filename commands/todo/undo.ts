import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/buttons.ts';
import { component, type Context } from '../../src/discord/command.ts';
import { say, type Reply } from '../../src/discord/replies.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { swapImport } from '../../src/models/todo/import.ts';
import { removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';

/** What takes an act back, by what it did. The id is the act's, or of the one to-do that was added. */
const BACK = {
  async added({ caller, bot, t }: Context, id: string): Promise<Reply> {
    await removeTodos(caller, { ids: [id] }, bot.now());
    return say(t('todo.undone.added'));
  },
  async done({ caller, bot, t }: Context, actId: string): Promise<Reply> {
    const { todos } = await reopenTodos(caller, { actId }, bot.limits.todosPerUser, bot.now());
    return say(t('todo.undone.done', { count: todos.length }));
  },
  async reopened({ caller, bot, t }: Context, actId: string): Promise<Reply> {
    const { todos } = await completeTodos(caller, { actId }, bot.now());
    return say(t('todo.undone.reopened', { count: todos.length }));
  },
  async removed({ caller, bot, t }: Context, actId: string): Promise<Reply> {
    const todos = await restoreTodos(caller, { actId }, bot.limits.todosPerUser, bot.now());
    return say(t('todo.undone.removed', { count: todos.length }));
  },
  async imported(context: Context, actId: string): Promise<Reply> {
    const { caller, bot, t } = context;
    const { back, gone } = await swapImport(caller, actId, bot.limits.todosPerUser, bot.now());
    const sentence = t('todo.undone.imported', { gone: gone.length, back: back.length });
    return say(sentence, undoButton(context, 'imported', actId));
  },
};

const acts = z.enum(Object.keys(BACK) as [keyof typeof BACK]);

/** Undo below whatever changed to-dos. */
export const undoAct = component(
  'todo.undo',
  z.object({ what: acts, act: z.uuid() }),
  ({ state, ...context }) => BACK[state.what](context, state.act),
);

/** The button for it. */
export function undoButton(
  { caller, t }: Pick<Context, 'caller' | 't'>,
  what: keyof typeof BACK,
  act: string,
): APIButtonComponentWithCustomId {
  return button({ caller }, undoAct, { what, act }, { label: t('buttons.undo') });
}
