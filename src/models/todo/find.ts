import { validate as isId } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import { newAct } from '../base/act.ts';
import type { Runner, Transaction } from '../base/base-model.ts';
import { GuildModule } from '../guild/guild-module.ts';
import type { Among } from '../owned/find.ts';
import { accessOf } from '../owned/rule.ts';
import { todoLists } from '../todo-list/todo-list.ts';
import { ON_LIST, still } from './on-list.ts';
import { byText, onePerNumber, which, type TodoRefs, type TodoState } from './refs.ts';
import type { SuggestedState } from './suggest.ts';
import { checkAllowed, Todo, type Needed } from './todo.ts';

/** What the caller is to the list `l` of to-do `t`. */
const todoRole = (locked: boolean) => `coalesce(${todoLists.roleIn('l', locked ? 'for share' : '')}, case
  when l.guild_id is not null and (t.assignee_id = :userId or t.created_by = :userId)
    and ${still(locked ? 'for share of gm' : '')} then 'member'
end)`;

const KNOWN = Todo.columns.and('list_name', 'guild_id');

const AMONG: Record<Among, string> = {
  living: 't.deleted_at is null',
  deleted: `t.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`,
};

type Asked = { needed: Needed; among?: Among; lock: boolean; more?: string; rather?: TodoState };

/** What is named; where nothing is, the name of the list may have a typing error. */
async function find(runner: Runner, caller: Caller, refs: TodoRefs, asked: Asked): Promise<Todo[]> {
  try {
    return await findOn(runner, caller, refs, asked);
  } catch (error) {
    const list = 'list' in refs ? refs.list : undefined;
    if (!(error instanceof NotFound) || list === undefined || isId(list)) throw error;
    const statement = (one: string) => `select id from (${one}) meant`;
    const { id } = await todoLists.rowMeant<{ id: string }>(runner, caller, list, statement);
    return findOn(runner, caller, { ...refs, list: id }, asked);
  }
}

async function findOn(runner: Runner, caller: Caller, named: TodoRefs, asked: Asked): Promise<Todo[]> {
  const { needed, among = 'living', lock, more = '', rather = 'open' } = asked;
  const refs = 'text' in named ? await byText(runner, caller, named, likely(asked)) : named;
  const [where, bindings] = which(refs);
  // What the caller may is asked of rows that are held, if they are to be: see `roleIn`.
  const { rows } = await runner.raw<{ rows: { role: string | null }[] }>(
    `with t as ${lock ? 'materialized' : 'not materialized'} (
       select ${ON_LIST}, l.owner_id as list_owner_id
       from todos t join todo_lists l on l.id = t.list_id
       where ${where} and ${AMONG[among]} and l.deleted_at is null
       order by t.list_id, t.number ${lock ? 'for no key update of l, t' : ''})
     select ${KNOWN.of('t')}, ${todoRole(lock)} as role, ${GuildModule.isOff('l.guild_id', 'todo')} as is_off ${more}
     from t cross join lateral (select t.list_id as id, t.guild_id, t.list_owner_id as owner_id) l
     order by t.list_id, t.number`,
    { ...accessOf(caller), ...bindings },
  );
  const theirs = rows.filter(({ role }) => role !== null);
  if (theirs.length === 0) throw noSuchTodo(refs, among);
  // A to-do of a server's can be reached from elsewhere, where that server's modules are not looked at.
  const found = theirs.map((row) => Todo.fromDatabaseJson(row));
  const todos = 'numbers' in refs && refs.list === undefined ? onePerNumber(found, rather) : found;
  if (todos.some(({ isOff }) => isOff)) throw new Forbidden('todo.moduleOff');
  checkAllowed(todos, caller, needed);
  return todos;
}

/** Among what a text is looked for, by what is to be done with it. */
function likely({
  needed,
  among,
  rather,
}: {
  needed: Needed;
  among?: Among;
  rather?: TodoState;
}): SuggestedState {
  if (among === 'deleted') return 'removed';
  return needed === 'see' ? 'living' : (rather ?? 'open');
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
  { among, rather }: { among?: Among; rather?: TodoState } = {},
): Promise<Todo[]> {
  return find(trx, caller, refs, {
    needed,
    lock: true,
    ...(among && { among }),
    ...(rather && { rather }),
  });
}

/**
 * The same for what an undo may touch, too: of an act, what is still as it left it.
 * @throws Conflict besides, when nothing of the act is, or it was undone
 */
export async function lockAct(
  trx: Transaction,
  caller: Caller,
  refs: TodoRefs,
  needed: Needed,
  how: { among?: Among; rather?: TodoState } = {},
): Promise<Todo[]> {
  try {
    return await lockTodos(trx, caller, refs, needed, how);
  } catch (error) {
    if (!('actId' in refs && error instanceof NotFound)) throw error;
    throw await nothingOf(trx, refs.actId);
  }
}

/** What to say of an act that left nothing: that it was undone, or that everything was changed since. */
export async function nothingOf(trx: Transaction, actId: string): Promise<Conflict> {
  const undone = await Todo.query(trx).findOne({ act_id: newAct(actId) });
  return new Conflict(undone ? 'undo.already' : 'todo.changedSince');
}

/** The one to-do that is named, to be looked at. @throws NotFound, Forbidden */
export async function readTodo(caller: Caller, refs: TodoRefs, needed: Needed, more = ''): Promise<Todo> {
  const [todo] = await find(Todo.knex(), caller, refs, { needed, lock: false, more });
  if (!todo) throw noSuchTodo(refs, 'living');
  return todo;
}

/** The same for whoever may see it, with when they will be reminded of it. @throws NotFound */
export function showTodo(caller: Caller, refs: TodoRefs): Promise<Todo> {
  const ahead = `, (select r.remind_at from reminders r
    where r.todo_id = t.id and r.user_id = :userId and r.state = 'pending') as remind_at`;
  return readTodo(caller, refs, 'see', ahead);
}

function noSuchTodo(refs: TodoRefs, among: Among): NotFound {
  if (!('numbers' in refs)) return new NotFound(among === 'deleted' ? 'todo.notRemoved' : 'todo.gone');
  const [number = 0] = refs.numbers;
  const key = among === 'deleted' ? 'todo.noSuchRemoved' : 'todo.noSuchNumber';
  return new NotFound(key, { number, count: refs.numbers.length, days: RESTORABLE_DAYS });
}
