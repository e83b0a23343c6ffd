import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { NotFound } from '../../errors.ts';
import { hears } from '../reminder/hears.ts';
import { ON_LIST } from '../todo/on-list.ts';
import { Todo } from '../todo/todo.ts';

/** To-dos of one notice that are shown at once. */
const SHOWN = 10;

const FOUND = Todo.columns.and('list_name', 'guild_id');

/** What a notice to the caller was about, as it is now, and as far as they may see it still. @throws NotFound */
export async function noticedTodos(caller: Caller, noticeId: string): Promise<Todo[]> {
  const { rows } = await Todo.knex().raw<{ rows: (object & { kind: string; id: string | null })[] }>(
    `select n.kind, ${FOUND.of('f')} from notices n left join lateral (
       select ${ON_LIST} from todos t join todo_lists l on l.id = t.list_id
       where t.id = any(n.todo_ids) and t.deleted_at is null and l.deleted_at is null and ${hears('n.user_id')}
       order by t.list_id, t.number limit ${SHOWN}) f on true
     where n.id = :noticeId and n.user_id = :userId`,
    { noticeId, userId: caller.userId },
  );
  const todos = rows.filter(({ id }) => id !== null).map((row) => Todo.fromDatabaseJson(row));
  if (todos.length > 0) return todos;
  const isRemoved = rows[0]?.kind === 'removed';
  throw new NotFound(isRemoved ? 'notice.removedNow' : 'todo.gone', { days: RESTORABLE_DAYS });
}
