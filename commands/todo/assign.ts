import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { memberOption } from '../../src/discord/declare/options.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import { Conflict } from '../../src/errors.ts';
import { assignTodo, claimTodo, markLeft, type Assigned } from '../../src/models/todo/assign.ts';
import type { TodoRefs } from '../../src/models/todo/refs.ts';
import { listOption, suggestsLists } from './list-option.ts';
import { refIn, suggestsTodos, todoOption } from './todo-option.ts';
import { todoText, whoHas } from './todo-text.ts';
import { undoButton } from '../undo.ts';

/** What Undo needs of it. */
type Given = Pick<Assigned, 'todo' | 'actId'>;

/** `/todo claim`: takes a to-do of the server upon oneself, if nobody has it or its holder has left. */
export const claim = subcommand({
  input: z.object({ todo: todoOption, list: listOption.optional() }),
  suggest: { todo: suggestsTodos('open', true), list: suggestsLists('member', { named: true }) },

  async execute({ input, ...context }) {
    const refs = refIn(input.todo, input.list);
    const claimed = (await tryToClaim(context, refs)) ?? (await tryToClaim(context, refs));
    if (!claimed) throw new Error('who has left can hold a to-do only once');
    return answer(context, claimed, context.t('todo.claimed', { todo: todoText(claimed.todo) }));
  },
});

/** The claimed to-do; null when it was free only now, because Discord says that its holder has left. */
async function tryToClaim({ caller, now, discord }: Context, refs: TodoRefs): Promise<Given | null> {
  const outcome = await claimTodo(caller, refs, now());
  if ('claimed' in outcome) return { todo: outcome.claimed, actId: outcome.actId };
  const { heldBy, guildId, todo } = outcome;
  if (heldBy === caller.userId || (await discord.isMember(guildId, heldBy)))
    throw new Conflict('todo.claimedAlready', { number: todo.number, user: `<@${heldBy}>` });
  await markLeft(guildId, heldBy);
  return null;
}

/** `/todo assign`: says which member shall do a to-do of the server, or that nobody in particular shall. */
export const assign = subcommand({
  input: z.object({ todo: todoOption, assignee: memberOption.optional(), list: listOption.optional() }),
  suggest: { todo: suggestsTodos('open'), list: suggestsLists('member', { named: true }) },

  async execute({ input, ...context }) {
    const { caller, now, t } = context;
    const to = input.assignee ?? null;
    const assigned = await assignTodo(caller, refIn(input.todo, input.list), to, now());
    return answer(context, assigned, whoHas(assigned.todo, t));
  },
});

function answer(context: Context, { todo, actId }: Given, sentence: string): Reply {
  return about([todo], say(sentence, undoButton(context, { kind: 'todo-assigned', act: actId })));
}
