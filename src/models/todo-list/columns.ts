import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, owner, text } from '../base/held.ts';

/** Those of `todo_lists`. */
export const TODO_LIST = columns(
  'todo_lists',
  {
    id: key,
    owner_id: owner('who made it'),
    guild_id: key,
    name: text('name'),
    next_number: internal,
    created_at: fact('when it was made'),
    deleted_at: fact('when it was deleted'),
  },
  {
    file: 'todo-lists',
    stay: { for: `${RESTORABLE_DAYS} days`, since: 'deleted_at', batch: 20 },
    without: 'a server keeps its lists',
  },
);

/** What `listsFor` finds. */
export const FOUND = TODO_LIST.and('role', 'rank');
