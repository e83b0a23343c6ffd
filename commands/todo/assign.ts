import { z } from 'zod';
import { button } from '../../src/discord/buttons.ts';
import { component, subcommand, type Context } from '../../src/discord/command.ts';
import { memberOption, snowflake } from '../../src/discord/options.ts';
import { say, type Reply } from '../../src/discord/replies.ts';
import { Conflict } from '../../src/errors.ts';
import { assignTodo, claimTodo, markLeft } from '../../src/models/todo/assign.ts';
import type { TodoRefs } from '../../src/models/todo/find.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { listOption, suggestsLists } from './list-option.ts';
import { inPrivate } from './private.ts';
import { refIn, suggestsTodos, todoOption } from './todo-option.ts';
import { todoText } from './todo-text.ts';

/** `/todo claim`: takes a to-do of the server upon oneself, if nobody has it or its holder has left. */
export const claim = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  private: true,
  suggest: { todo: suggestsTodos('open', true), list: suggestsLists('member', { named: true }) },

  async execute({ input, ...context }) {
    const refs = refIn(input.todo, input.list);
    const claimed = (await tryToClaim(context, refs)) ?? (await tryToClaim(context, refs));
    if (!claimed) throw new Error('who has left can hold a to-do only once');
    return answer(context, claimed, context.t('todo.claimed', { todo: todoText(claimed) }), null);
  },
});

/** The claimed to-do; null when it was free only now, because Discord says that its holder has left. */
async function tryToClaim({ caller, bot }: Context, refs: TodoRefs): Promise<Todo | null> {
  const outcome = await claimTodo(caller, refs, bot.now());
  if ('claimed' in outcome) return outcome.claimed;
  const { heldBy, guildId, todo } = outcome;
  if (heldBy === caller.userId || (await bot.isMember(guildId, heldBy)))
    throw new Conflict('todo.claimedAlready', { number: todo.number, user: `<@${heldBy}>` });
  await markLeft(guildId, heldBy);
  return null;
}

/** `/todo assign`: says which member shall do a to-do of the server, or that nobody in particular shall. */
export const assign = subcommand({
  input: z.object({ todo: todoOption, assignee: memberOption.optional(), list: listOption.optional() }),
  private: true,
  suggest: { todo: suggestsTodos('open'), list: suggestsLists('member', { named: true }) },

  async execute({ input, ...context }) {
    const { caller, bot, t } = context;
    const to = input.assignee ?? null;
    const { todo, from } = await assignTodo(caller, refIn(input.todo, input.list), to, bot.now());
    const sentence = to
      ? t('todo.assigned', { todo: todoText(todo), user: `<@${to}>` })
      : t('todo.unassigned', { todo: todoText(todo) });
    return answer(context, todo, sentence, from);
  },
});

/** Undo below either. */
export const undoAssign = component(
  'todo.reassign',
  z.object({ id: z.uuid(), to: snowflake.or(z.literal('')) }),
  async ({ state, caller, bot, t }) => {
    const { todo } = await assignTodo(caller, { ids: [state.id] }, state.to || null, bot.now());
    return say(
      state.to
        ? t('todo.assigned', { todo: todoText(todo), user: `<@${state.to}>` })
        : t('todo.unassigned', { todo: todoText(todo) }),
    );
  },
);

function answer(context: Context, todo: Todo, sentence: string, from: string | null): Reply {
  const { caller, t } = context;
  const undo = button({ caller }, undoAssign, { id: todo.id, to: from ?? '' }, { label: t('buttons.undo') });
  return inPrivate(context, [todo], say(sentence, undo));
}
