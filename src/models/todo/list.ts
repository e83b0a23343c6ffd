import type { OpenTo } from '../../domain/ownership/audience.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Page } from '../../domain/pages.ts';
import type { Filter, Sort } from '../../domain/todo/todo.ts';
import { Columns } from '../base/columns.ts';
import { askPage } from '../base/paged.ts';
import { accessOf } from '../owned/rule.ts';
import { listMeant, referring } from '../todo-list/own.ts';
import { TodoList, todoLists, type Known } from '../todo-list/todo-list.ts';
import { USABLE_STILL } from './on-list.ts';
import { Todo } from './todo.ts';

/** Which to-dos a page is of. Without a list: all lists of the caller's own, and whatever is assigned to them. */
export interface TodoFilter {
  list?: string | undefined;
  filter: Filter;
  sort: Sort;
  page: number;
  now: Date;
  /** When the caller's day ends. */
  dayEnd: Date;
}

/** A page of to-dos; `total` over all pages. */
export interface TodoPage extends Page {
  /** The one list that it is of, if it is of one. */
  list: TodoList | null;
  todos: TodoLine[];
  total: number;
}

/** What a page shows of a to-do. */
export type TodoLine = Pick<
  Todo,
  | 'id'
  | 'number'
  | 'text'
  | 'priority'
  | 'dueAt'
  | 'repeat'
  | 'repeatEvery'
  | 'assigneeId'
  | 'sourceUrl'
  | 'doneAt'
  | 'doneBy'
  | 'listName'
  | 'guildId'
>;

const OPEN = 't.deleted_at is null and t.done_at is null';
const FILTERED: Record<Filter, string> = {
  open: OPEN,
  done: 't.deleted_at is null and t.done_at is not null',
  overdue: `${OPEN} and t.due_at < :now`,
  today: `${OPEN} and t.due_at < :dayEnd`,
  mine: `${OPEN} and t.assignee_id = :userId`,
};

const SORTED: Record<Sort, string> = {
  due: 'due_at, id',
  priority: 'priority desc, due_at, id',
  newest: 'created_at desc, id',
  number: 'number, id',
};
/** Those of `TodoLine`, and what pages are sorted by. */
const SHOWN = new Columns([
  'id',
  'number',
  'text',
  'priority',
  'due_at',
  'repeat',
  'repeat_every',
  'assignee_id',
  'source_url',
  'done_at',
  'done_by',
  'created_at',
]);
const LINE = SHOWN.and('list_name', 'guild_id');
const ON_LIST = `${SHOWN.of('t')}, l.name as list_name, l.guild_id`;

const THE_LIST = `(
  select json_build_object('id', id, 'name', name, 'guildId', guild_id::text, 'role', role, 'openTo', open_to) from l) as list`;

/** What is done is no longer due: the latest comes first. */
const LATEST_DONE = 'done_at desc, id';

/** A page of the to-dos that a caller sees, in one statement. @throws NotFound for a list that is not there */
export async function listTodos(caller: Caller, asked: TodoFilter): Promise<TodoPage> {
  const ask = (list: string | undefined) => pageOfList(caller, { ...asked, list });
  const page = await (asked.list === undefined
    ? ask(undefined)
    : todoLists.meant(Todo.knex(), caller, asked.list, ask));
  if (!page) throw new Error('what no list was named for is there');
  return page;
}

/** @returns undefined when there is no list of that name */
async function pageOfList(caller: Caller, asked: TodoFilter): Promise<TodoPage | undefined> {
  const { list: reference, filter, sort, page, now, dayEnd } = asked;
  const order = filter === 'done' && sort === 'due' ? LATEST_DONE : SORTED[sort];
  const onList = `select ${ON_LIST} from l join todos t on t.list_id = l.id where ${FILTERED[filter]}`;
  const own = `
    select ${ON_LIST} from todo_lists l join todos t on t.list_id = l.id
    where l.owner_id = :userId and l.guild_id is null and l.deleted_at is null and ${FILTERED[filter]}`;
  const assigned = `
    select ${ON_LIST} from todos t join todo_lists l on l.id = t.list_id
    where t.assignee_id = :userId and l.guild_id is not null and l.deleted_at is null and ${USABLE_STILL}
      and ${FILTERED[filter]}`;
  const found = reference === undefined ? `${own} union all ${assigned}` : onList;
  const { rows, first, total, ...at } = await askPage<object & { list?: Known | null }>(
    Todo.knex(),
    {
      found,
      columns: LINE,
      order,
      ...(reference !== undefined && { given: `l as (${listMeant(reference)})`, besides: THE_LIST }),
    },
    { ...accessOf(caller), ...referring(reference), now, dayEnd },
    page,
  );
  const list = first?.list ?? null;
  if (reference !== undefined && list === null) return undefined;
  return {
    list: list && TodoList.known(list),
    todos: rows.map((row) => Todo.fromDatabaseJson(row)),
    total,
    ...at,
  };
}

/** A list and all that is on it. */
export interface WholeList {
  list: TodoList | null;
  todos: Todo[];
}

/** A list with all that is on it, by number, in one statement; the caller's own unless they name one. @throws NotFound */
export async function allTodos(caller: Caller, reference: string | undefined): Promise<WholeList> {
  const ask = (list: string | undefined) => allOnList(caller, list);
  const found = await (reference === undefined
    ? ask(undefined)
    : todoLists.meant(Todo.knex(), caller, reference, ask));
  // Somebody's own list is made when they put something on it.
  return found ?? { list: null, todos: [] };
}

async function allOnList(caller: Caller, reference: string | undefined): Promise<WholeList | undefined> {
  const { rows } = await Todo.knex().raw<{
    rows: (object & { of: string; id: string | null; open_to: OpenTo })[];
  }>(
    `select ${Todo.columns.of('t')}, f.id as of, f.name as list_name, f.guild_id, f.role, f.open_to from (${listMeant(reference)}) f
     left join todos t on t.list_id = f.id and t.deleted_at is null order by t.number`,
    { ...accessOf(caller), ...referring(reference) },
  );
  const [first] = rows;
  if (!first) return undefined;
  const todos = rows.filter(({ id }) => id !== null).map((row) => Todo.fromDatabaseJson(row));
  const { listName, guildId, role } = Todo.fromDatabaseJson(first);
  const list = { id: first.of, name: listName, guildId, role, openTo: first.open_to };
  return { list: TodoList.known(list), todos };
}
