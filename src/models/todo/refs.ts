import { validate as isId } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { NotFound, UserError } from '../../errors.ts';
import type { Runner } from '../base/base-model.ts';
import { NAMED, quote, theOneMeant } from '../base/the-one-meant.ts';
import { listMeant, referring } from '../todo-list/own.ts';
import { suggestTodos, type SuggestedState } from './suggest.ts';
import type { Todo } from './todo.ts';

/** How to-dos are named: by ids, by their numbers on a list, by words of one, or by the act that last changed them. */
export type TodoRefs =
  | { ids: readonly string[] }
  | { numbers: readonly number[]; list: string | undefined }
  | { text: string; list: string | undefined }
  | { actId: string };

/** The act that is undone by who names to-dos by it. */
export const undoneBy = (refs: TodoRefs) => ('actId' in refs ? refs.actId : undefined);

/** What is rather meant by a number that several to-dos have. */
export type TodoState = 'open' | 'done';

/** Of what a list of everything shows: the caller's own lists, and what is assigned to them. */
const NUMBERED = `t.id = any(array(
  select c.id from todos c join todo_lists o on o.id = c.list_id
  where o.owner_id = :userId and o.guild_id is null and c.number = any(cast(:numbers as integer[]))
  union all
  select c.id from todos c join todo_lists o on o.id = c.list_id
  where c.assignee_id = :userId and o.guild_id is not null and c.number = any(cast(:numbers as integer[]))))`;

/** SQL for which to-dos `t` are named, and its bindings. */
export function which(
  refs: Exclude<TodoRefs, { text: string }>,
): [where: string, bindings: Record<string, unknown>] {
  if ('numbers' in refs && refs.list === undefined) return [NUMBERED, { numbers: [...refs.numbers] }];
  if ('ids' in refs) return ['t.id = any(cast(:ids as uuid[]))', { ids: [...refs.ids] }];
  if ('actId' in refs) return ['t.act_id = :actId', { actId: refs.actId }];
  return [
    `t.list_id = (select id from (${listMeant(refs.list)}) meant) and t.number = any(cast(:numbers as integer[]))`,
    { numbers: [...refs.numbers], ...referring(refs.list) },
  ];
}

/** The to-do that some words of it mean. @throws NotFound when there is none; UserError when there are several */
export async function byText(
  runner: Runner,
  caller: Caller,
  { text, list }: Extract<TodoRefs, { text: string }>,
  state: SuggestedState,
): Promise<{ ids: string[] }> {
  const id = await theOneMeant<string>(text, {
    ask: (reference) => Promise.resolve(isId(reference) ? reference : undefined),
    look: async () => {
      const todos = await suggestTodos(caller, text, { state, list }, runner);
      return todos.map((todo) => ({ id: todo.id, name: todo.text }));
    },
    nothing: new NotFound('todo.noSuchText', { text }),
    several: 'todo.severalMeant',
  });
  return { ids: [id] };
}

/** Of several that are called alike, the one that is open, or done, as is rather meant. @throws UserError when it could be another */
export function onePerNumber(todos: readonly Todo[], rather: TodoState): Todo[] {
  return [...Map.groupBy(todos, ({ number }) => number)].map(([number, alike]) => {
    const likely = alike.filter(({ doneAt }) => (doneAt === null) === (rather === 'open'));
    const [one, ...others] = likely.length > 0 ? likely : alike;
    if (one && others.length === 0) return one;
    const named = alike
      .slice(0, NAMED)
      .map(({ text, listName }) => (listName === null ? quote(text) : `${quote(text)} (${listName})`));
    throw new UserError('todo.numberOnSeveral', { number, todos: named.join(', ') });
  });
}
