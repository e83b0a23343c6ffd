import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import { NOTHING, type Shown } from '../../src/domain/ownership/audience.ts';
import { undoAssign } from '../../src/models/todo/assign.ts';
import { completeTodos, reopenTodos } from '../../src/models/todo/complete.ts';
import { swapImport } from '../../src/models/todo/import.ts';
import { removeTodos, restoreTodos } from '../../src/models/todo/remove.ts';
import { whoHas } from './todo-text.ts';

/** What became of an act: how many to-dos are as before it, and what to say. */
interface Undone {
  undone: number;
  sentence: string;
  /** What the sentence tells something of, besides numbers. */
  of?: Shown;
  /** What came of the act besides, and stays because somebody changed it. */
  stay?: number;
  /** The act can be taken back again. */
  again?: boolean;
}

/** What takes an act back, by what it did; of what somebody changed since, nothing. */
const BACK = {
  async added({ caller, now, t }: Context, actId: string): Promise<Undone> {
    const { todos } = await removeTodos(caller, { actId }, now());
    return { undone: todos.length, sentence: t('todo.undone.added') };
  },
  async done({ caller, now, limits, t }: Context, actId: string): Promise<Undone> {
    const { todos, stay } = await reopenTodos(caller, { actId }, limits.todosPerUser, now());
    return { undone: todos.length, stay, sentence: t('todo.undone.done', { count: todos.length }) };
  },
  async reopened({ caller, now, t }: Context, actId: string): Promise<Undone> {
    const { todos } = await completeTodos(caller, { actId }, now());
    return { undone: todos.length, sentence: t('todo.undone.reopened', { count: todos.length }) };
  },
  async removed({ caller, now, limits, t }: Context, actId: string): Promise<Undone> {
    const todos = await restoreTodos(caller, { actId }, limits.todosPerUser, now());
    return { undone: todos.length, sentence: t('todo.undone.removed', { count: todos.length }) };
  },
  async assigned({ caller, now, t }: Context, actId: string): Promise<Undone> {
    const { todo } = await undoAssign(caller, actId, now());
    return { undone: 1, of: todo, sentence: whoHas(todo, t) };
  },
  async imported({ caller, now, limits, t }: Context, actId: string): Promise<Undone> {
    const { back, gone } = await swapImport(caller, actId, limits.todosPerUser, now());
    const sentence = t('todo.undone.imported', { gone: gone.length, back: back.length });
    return { undone: back.length + gone.length, sentence, again: true };
  },
};

const acts = z.enum(Object.keys(BACK) as [keyof typeof BACK]);

/** Undo below whatever changed to-dos. */
export const undoAct = component(
  'todo.undo',
  // How many the act touched is only told; buttons from before do not say.
  z.object({ what: acts, act: z.uuid(), of: z.coerce.number<string | number>().int().min(0).optional() }),
  async ({ state: { what, act, of = 0 }, ...context }): Promise<Reply> => {
    const { undone, sentence, of: thing = NOTHING, stay = 0, again } = await BACK[what](context, act);
    const kept = Math.max(0, of - undone) + stay;
    const said = say(
      kept > 0 ? `${sentence} ${context.t('todo.undone.stay', { count: kept })}` : sentence,
      ...(again ? [undoButton(context, what, act, undone)] : []),
    );
    return about(thing, said);
  },
);

/** The button for it. @param of how many to-dos the act touched */
export function undoButton(
  { caller, t }: Pick<Context, 'caller' | 't'>,
  what: keyof typeof BACK,
  act: string,
  of = 1,
): APIButtonComponentWithCustomId {
  return button({ caller }, undoAct, { what, act, of }, { label: t('buttons.undo') });
}
