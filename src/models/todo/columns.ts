import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, named } from '../base/held.ts';

/** Those of `todo_assignments`: who had a to-do before an act gave it to somebody, so that Undo gives it back. */
export const ASSIGNMENTS = columns(
  'todo_assignments',
  {
    act_id: internal,
    todo_id: key,
    previous_id: named('who had it before'),
    created_at: fact('when it was given on'),
  },
  {
    file: 'assignments',
    by: 'act_id',
    on: ['todo_id', 'todos'],
    stay: { for: `${RESTORABLE_DAYS} days`, since: 'created_at' },
    without: 'that such a to-do was given to somebody else',
  },
);
