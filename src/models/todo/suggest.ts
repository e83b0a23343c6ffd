import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { fits } from '../../domain/typing-errors.ts';
import { likeness, LOOKED_AT, SUGGESTIONS } from '../base/likeness.ts';
import { accessOf } from '../owned/rule.ts';
import { listMeant, referring } from '../todo-list/own.ts';
import { todoLists } from '../todo-list/todo-list.ts';
import { USABLE_STILL } from './on-list.ts';
import { Columns } from '../base/columns.ts';
import type { Runner } from '../base/base-model.ts';
import { Todo } from './todo.ts';

/** How many of each list are looked at, the next due or latest first: who seeks one behind them names it by its number. */
const OF_EACH_LIST = 500;

/** Among what is sought; only what lives, open or done, is also for those who may but look. */
export type SuggestedState = 'open' | 'done' | 'living' | 'removed';

/** What a suggestion says of a to-do, and what it is filled in as. */
export type SuggestedTodo = Pick<Todo, 'id' | 'number' | 'text' | 'listName'>;

const SUGGESTED = new Columns(['id', 'number', 'text', 'list_name']);
/** What a suggestion shows of the to-do itself, and what suggestions are sorted by. */
const FOUND = new Columns(['id', 'number', 'text', 'due_at', 'done_at', 'deleted_at']);

const like = likeness('t.text');

const AMONG: Record<SuggestedState, [where: string, order: string]> = {
  open: ['t.deleted_at is null and t.done_at is null', 't.due_at, t.id'],
  done: ['t.deleted_at is null and t.done_at is not null', 't.done_at desc, t.id'],
  living: ['t.deleted_at is null', 't.number desc, t.id'],
  removed: [`t.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`, 't.deleted_at desc, t.id'],
};

/**
 * Up to 25 to-dos that the caller may do something with, or see, whose text contains what was typed, or is like it, or that are
 * called by that number. Without a list: on all that they can name, and what is assigned to them elsewhere.
 * @param wanted.free only those on servers' lists that nobody has
 */
export async function suggestTodos(
  caller: Caller,
  typed: string,
  wanted: { state: SuggestedState; list: string | undefined; free?: boolean },
  runner: Runner = Todo.knex(),
): Promise<SuggestedTodo[]> {
  const { state, list, free = false } = wanted;
  const [where, order] = AMONG[state];
  const change = state === 'living' ? 'true' : "known.role <> 'viewer'";
  const isFree = free ? 'and t.assignee_id is null' : '';
  const { rows } = await runner.raw<{ rows: object[] }>(
    `with known as materialized (${list === undefined ? todoLists.thingsFor('living') : listMeant(list)}),
     seen as (
       (select ${FOUND.of('c')}, known.name as list_name, known.rank from known cross join lateral (
          select ${FOUND.of('t')} from todos t where t.list_id = known.id and ${where} ${isFree} order by ${order} limit ${OF_EACH_LIST}) c
        where ${change} ${free ? 'and known.guild_id is not null' : ''})
       union all
       (select ${FOUND.of('t')}, l.name as list_name, 3 as rank from todos t join todo_lists l on l.id = t.list_id
        where :elsewhere and t.assignee_id = :userId and ${where} and l.deleted_at is null
          and l.guild_id is distinct from :guildId and ${USABLE_STILL}
        order by ${order} limit ${OF_EACH_LIST}))
     select ${SUGGESTED.of('t')} from seen t
     where t.number::text = :number or ${like.matches}
     order by t.number::text <> :number, ${like.order}, t.rank, ${order}
     limit ${LOOKED_AT}`,
    {
      ...accessOf(caller),
      ...referring(list),
      typed,
      number: typed.replace(/^#/, ''),
      elsewhere: list === undefined && !free,
    },
  );
  return rows
    .map((row) => Todo.fromDatabaseJson(row))
    .filter(
      ({ number, text }) => typed === '' || String(number) === typed.replace(/^#/, '') || fits(typed, text),
    )
    .slice(0, SUGGESTIONS);
}
