import type { Caller } from '../../domain/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/restorable.ts';
import { Conflict, Forbidden, NotFound, UserError } from '../../errors.ts';
import type { Transaction } from '../base-model.ts';
import { GuildMember } from '../guild-member.ts';
import { GuildModule } from '../guild-module.ts';
import { accessOf, listMeant, referring, ROLE, ROLE_NOW, type Among } from '../todo-list/access.ts';
import { checkAllowed, Todo, type Needed } from './todo.ts';

/** How to-dos are named: by ids, by their numbers on a list, or by the act that last changed them. */
export type TodoRefs =
  { ids: readonly string[] } | { numbers: readonly number[]; list: string | undefined } | { actId: string };

/** Of a server's list, those whom a to-do concerns may use it from anywhere, as long as they are members. */
const still = (held: '' | 'for share of gm' = '') => GuildMember.isStill('l.guild_id', ':userId', held);
/** The same where only what they can use is looked for. */
export const USABLE_STILL = `${still()} and not ${GuildModule.isOff('l.guild_id', 'todo')}`;

/** What the caller is to the list `l` of to-do `t`. */
const todoRole = (locked: boolean) => `coalesce(${locked ? ROLE_NOW : ROLE}, case
  when l.guild_id is not null and (t.assignee_id = :userId or t.created_by = :userId)
    and ${still(locked ? 'for share of gm' : '')} then 'member'
end)`;

/** What is rather meant by a number that several to-dos have. */
type TodoState = 'open' | 'done';

/** How many of them are named when it is not clear, and how much of each; in characters. */
const NAMED = 5;
const SNIPPET = 60;

const KNOWN = Todo.columns.and('list_name', 'guild_id');

/** Columns of a to-do `t` on list `l`. */
export const ON_LIST = `${Todo.columns.of('t')}, l.name as list_name, l.guild_id`;

const AMONG: Record<Among, string> = {
  living: 't.deleted_at is null',
  deleted: `t.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`,
};

/** Of what a list of everything shows: the caller's own lists, and what is assigned to them. */
const NUMBERED = `t.id = any(array(
  select c.id from todos c join todo_lists o on o.id = c.list_id
  where o.owner_id = :userId and o.guild_id is null and c.number = any(cast(:numbers as integer[]))
  union all
  select c.id from todos c join todo_lists o on o.id = c.list_id
  where c.assignee_id = :userId and o.guild_id is not null and c.number = any(cast(:numbers as integer[]))))`;

function which(refs: TodoRefs): [where: string, bindings: Record<string, unknown>] {
  if ('numbers' in refs && refs.list === undefined) return [NUMBERED, { numbers: [...refs.numbers] }];
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
  asked: { needed: Needed; among?: Among; lock: boolean; more?: string; rather?: TodoState },
): Promise<Todo[]> {
  const { needed, among = 'living', lock, more = '', rather = 'open' } = asked;
  const [where, bindings] = which(refs);
  // What the caller may is asked of rows that are held, if they are to be: see `ROLE_NOW`.
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

/** Of several that are called alike, the one that is open, or done, as is rather meant. @throws UserError when it could be another */
function onePerNumber(todos: readonly Todo[], rather: TodoState): Todo[] {
  return [...Map.groupBy(todos, ({ number }) => number)].map(([number, alike]) => {
    const likely = alike.filter(({ doneAt }) => (doneAt === null) === (rather === 'open'));
    const [one, ...others] = likely.length > 0 ? likely : alike;
    if (one && others.length === 0) return one;
    const named = alike.slice(0, NAMED).map(({ text, listName }) => {
      const start = Array.from(text).slice(0, SNIPPET).join('');
      return `“${start}${start === text ? '' : '…'}”${listName === null ? '' : ` (${listName})`}`;
    });
    throw new UserError('todo.numberOnSeveral', { number, todos: named.join(', ') });
  });
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
 * @throws Conflict besides, when nothing of the act is
 */
export async function lockAct(
  trx: Transaction,
  caller: Caller,
  refs: TodoRefs,
  needed: Needed,
  rather: TodoState = 'open',
): Promise<Todo[]> {
  try {
    return await lockTodos(trx, caller, refs, needed, { rather });
  } catch (error) {
    if ('actId' in refs && error instanceof NotFound) throw new Conflict('todo.changedSince');
    throw error;
  }
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
