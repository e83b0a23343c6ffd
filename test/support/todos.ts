import type { Caller } from '../../src/domain/ownership/caller.ts';
import { addTodo, type AddedTodo } from '../../src/models/todo/add.ts';
import { Todo } from '../../src/models/todo/todo.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import type { TodoList } from '../../src/models/todo-list/todo-list.ts';

/** More than any test needs. */
export const MANY = 1_000;

let lists = 0;

/** A to-do that says nothing but its text, unless told; on the caller's own list without one. */
export function newTodo(
  caller: Caller,
  text: string,
  { list, limit = MANY, ...more }: Partial<AddedTodo> & { list?: string; limit?: number } = {},
  now: Date = new Date(),
): Promise<Todo> {
  return addTodo(caller, list, { text, priority: 1, due: null, repeat: null, ...more }, limit, now);
}

/** A new list of the server that the caller is in. */
export function newServerList(caller: Caller): Promise<TodoList> {
  lists += 1;
  return todoLists.create(caller, { name: `List ${lists}`, scope: 'server' }, MANY);
}

/** A to-do as it is in the database. */
export async function inDatabase({ id }: { id: string }): Promise<Todo> {
  const found = await Todo.query().findById(id);
  if (!found) throw new Error('that to-do is not in the database');
  return found;
}
