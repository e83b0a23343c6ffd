import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, UserError } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { tellAssigned } from '../notice/tell.ts';
import { remindOfNew } from '../reminder/follow.ts';
import { lockList } from '../todo-list/own.ts';
import { TodoList } from '../todo-list/todo-list.ts';
import { checkMember } from './assign.ts';
import { checkHorizon, insertTodos, type NewTodo } from './insert.ts';
import { ON_LIST } from './on-list.ts';
import { Todo } from './todo.ts';
import { fold } from '../base/fold.ts';

/** What a caller says of a new to-do. */
export type AddedTodo = Omit<
  NewTodo,
  'createdBy' | 'previousId' | 'doneAt' | 'doneBy' | 'deletedAt' | 'actId'
>;

/**
 * Remembers a to-do, on the caller's own list unless they name one.
 * @throws NotFound, Forbidden; Conflict when `limit` to-dos of theirs are open; UserError for an assignee on a list of
 * a person's, for what repeats without a due date, or for a due date too far ahead
 */
export function addTodo(
  caller: Caller,
  reference: string | undefined,
  input: AddedTodo,
  limit: number,
  now: Date,
): Promise<Todo> {
  return TodoList.transact((trx) => add(trx, caller, reference, { input, limit, now }));
}

async function add(
  trx: Transaction,
  caller: Caller,
  reference: string | undefined,
  { input, limit, now }: { input: AddedTodo & { deletedAt?: Date }; limit: number; now: Date },
): Promise<Todo> {
  checkHorizon(input.due, now);
  const list = await lockList(trx, caller, reference, 'member', 'user');
  if (input.assigneeId) {
    if (list.guildId === null) throw new UserError('todo.assigneeNeedsServer');
    await checkMember(trx, caller, list.guildId, input.assigneeId);
  }
  const { userId } = caller;
  const [todo] = await insertTodos(trx, list, [{ ...input, createdBy: userId }], { userId, limit });
  if (!todo) throw new Conflict('todo.tooMany', { limit, user: `<@${userId}>` });
  if (todo.dueAt !== null) await remindOfNew(trx, [todo.id], now);
  if (todo.deletedAt === null) await tellAssigned(trx, caller, todo.id, [todo]);
  return todo;
}

/** What a link to a message of somebody's direct messages has in it. */
const DIRECT = '/channels/@me/';

/**
 * Remembers a to-do made from a message, unless the caller has it already: the same message, or the same text on that
 * list. It is then put away with all that was filled in; restoring it adds it anyway.
 */
export function addFromMessage(
  caller: Caller,
  reference: string | undefined,
  input: AddedTodo & { sourceUrl: string },
  limit: number,
  now: Date,
): Promise<{ todo: Todo; same: Todo | null }> {
  return TodoList.transact(async (trx) => {
    const list = await lockList(trx, caller, reference, 'member');
    const { rows } = await trx.raw<{ rows: object[] }>(
      `select ${ON_LIST} from todos t join todo_lists l on l.id = t.list_id
       where l.deleted_at is null and t.id in (
         select id from todos
         where created_by = :userId and source_url = :sourceUrl and done_at is null and deleted_at is null
         union all
         select id from todos
         where list_id = :listId and ${fold('text')} = ${fold(':text')} and done_at is null and deleted_at is null)
       order by t.created_at, t.id limit 1`,
      { userId: caller.userId, sourceUrl: input.sourceUrl, listId: list.id, text: input.text },
    );
    const same = rows[0] ? Todo.fromDatabaseJson(rows[0]) : null;
    // On a list of somebody else's, a link that opens for the caller alone would tell only of them, and outlast them.
    const sourceUrl = list.role !== 'owner' && input.sourceUrl.includes(DIRECT) ? null : input.sourceUrl;
    const todo = await add(trx, caller, list.id, {
      input: { ...input, sourceUrl, ...(same && { deletedAt: now }) },
      limit,
      now,
    });
    return { todo, same };
  });
}
