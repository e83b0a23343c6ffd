import { columns } from '../base/columns.ts';

/** Those of `todo_lists`. */
export const TODO_LIST = columns(
  'todo_lists',
  'id',
  'owner_id',
  'guild_id',
  'name',
  'next_number',
  'created_at',
  'deleted_at',
);

/** What `listsFor` finds. */
export const FOUND = TODO_LIST.and('role', 'rank');
