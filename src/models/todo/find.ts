import type { Caller } from '../../domain/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/restorable.ts';
import { NotFound } from '../../errors.ts';
import type { Transaction } from '../base-model.ts';
import { accessOf, listMeant, referring, ROLE, type Among } from '../todo-list/access.ts';
import { checkAllowed, Todo, type Needed } from './todo.ts';

/** How to-dos are named: by ids, by their numbers on a list, or by the act that last did or removed them. */
export type TodoRefs =
  { ids: readonly string[] } | { numbers: readonly number[]; list: string | undefined } | { actId: string };

/** Of a server's list, those whom a to-do concerns may use it from anywhere, as long as they are members. */
export const MEMBER_STILL = `exists (
  select from guild_members m where m.guild_id = l.guild_id and m.user_id = :userId and m.left_at is null)`;

/** What the caller is to the list of to-do `t`. */
export const TODO_ROLE = `coalesce(${ROLE}, case
  when l.guild_id is not null and (t.assignee_id = :userId or t.created_by = :userId) and ${MEMBER_STILL} then 'member'
end)`;

/** Columns of a to-do `t` on list `l`. */
export const ON_LIST = `${Todo.columns.of('t')}, l.name as list_name, l.guild_id`;

/** The same, with what the caller is to the list. */
export const COLUMNS = `${ON_LIST}, ${TODO_ROLE} as role`;

const AMONG: Record<Among, string> = {
  living: 't.deleted_at is null',
  deleted: `t.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`,
};

function which(refs: TodoRefs): [where: string, bindings: Record<string, unknown>] {
  if ('ids' in refs) return ['t.id = any(cast(:ids as uuid[]))', { ids: [...refs.ids] }];
  if ('actId' in refs) return ['t.act_id = :actId', { actId: refs.actId }];
  return [
    `t.list_id = (select id from (${listMeant('living', refs.list)}) meant) and t.number = any(cast(:numbers as integer[]))`,
    { numbers: [...refs.numbers], ...referring(refs.list) },
  ];
}

async function find(
  runner: Pick<Transaction, 'raw'>,
  caller: Caller,
  refs: TodoRefs,
  asked: { needed: Needed; among?: Among; lock: boolean; columns?: string },
): Promise<Todo[]> {
  const { needed, among = 'living', lock, columns = COLUMNS } = asked;
  const [where, bindings] = which(refs);
  const { rows } = await runner.raw<{ rows: { role: string | null }[] }>(
    `select ${columns} from todos t join todo_lists l on l.id = t.list_id
     where ${where} and ${AMONG[among]} and l.deleted_at is null
     order by t.list_id, t.number ${lock ? 'for no key update of l, t' : ''}`,
    { ...accessOf(caller), ...bindings },
  );
  const todos = rows.filter(({ role }) => role !== null).map((row) => Todo.fromDatabaseJson(row));
  if (todos.length === 0) throw noSuchTodo(refs, among);
  checkAllowed(todos, caller, needed);
  return todos;
}

/**
 * Finds the to-dos that are there among those named, and keeps others from changing them, or anything on their lists,
 * until the transaction ends.
 * @throws NotFound when none is there for the caller; Forbidden when they may not do what is `needed` to any of them
 */
export function lockTodos(
  trx: Transaction,
  caller: Caller,
  refs: TodoRefs,
  needed: Needed,
  among?: Among,
): Promise<Todo[]> {
  return find(trx, caller, refs, { needed, lock: true, ...(among && { among }) });
}

/** The one to-do that is named, to be looked at. @throws NotFound, Forbidden */
export async function readTodo(
  caller: Caller,
  refs: TodoRefs,
  needed: Needed,
  columns = COLUMNS,
): Promise<Todo> {
  const [todo] = await find(Todo.knex(), caller, refs, { needed, lock: false, columns });
  if (!todo) throw noSuchTodo(refs, 'living');
  return todo;
}

/** The same for whoever may see it, with when they will be reminded of it. @throws NotFound */
export function showTodo(caller: Caller, refs: TodoRefs): Promise<Todo> {
  const ahead = `(select r.remind_at from reminders r
    where r.todo_id = t.id and r.user_id = :userId and r.state = 'pending') as remind_at`;
  return readTodo(caller, refs, 'see', `${COLUMNS}, ${ahead}`);
}

function noSuchTodo(refs: TodoRefs, among: Among): NotFound {
  if (!('numbers' in refs)) return new NotFound(among === 'deleted' ? 'todo.notRemoved' : 'todo.gone');
  const [number = 0] = refs.numbers;
  const key = among === 'deleted' ? 'todo.noSuchRemoved' : 'todo.noSuchNumber';
  return new NotFound(key, { number, count: refs.numbers.length, days: RESTORABLE_DAYS });
}
