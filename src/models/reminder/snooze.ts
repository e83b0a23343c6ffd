import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import { lockTodos } from '../todo/find.ts';
import type { Todo } from '../todo/todo.ts';
import { enqueueRows } from '../../queues/enqueue.ts';
import { REMINDERS } from './outbox.ts';

/**
 * Reminds again later of what a reminder was about, in place of an earlier wish to be.
 * @throws NotFound when the to-do is done, deleted or no longer the caller's; Conflict when it has a new due date, of
 * which they will be reminded
 */
export function snoozeReminder(caller: Caller, reminderId: string, until: Date): Promise<{ text: string }> {
  return BaseModel.transact(async (trx) => {
    const { todo, dueAt } = await remindedOf(trx, caller, reminderId);
    if (todo.doneAt !== null || (todo.assigneeId ?? todo.createdBy) !== caller.userId)
      throw new NotFound('reminder.gone');
    const { id: todoId, text } = todo;
    const ahead = await trx.raw<{ rows: { dueAt: Date }[] }>(
      `with replaced as (
         delete from reminders where todo_id = :todoId and user_id = :userId and state = 'pending' and due_at = :dueAt)
       select due_at as "dueAt" from reminders
       where todo_id = :todoId and user_id = :userId and state = 'pending' and due_at <> :dueAt`,
      { todoId, userId: caller.userId, dueAt },
    );
    const [moved] = ahead.rows;
    if (moved) {
      const at = Math.floor(moved.dueAt.getTime() / 1_000);
      throw new Conflict('reminder.moved', { when: `<t:${at}:F>` });
    }
    await trx.raw(
      `with fresh as (
         insert into reminders (id, todo_id, user_id, due_at, remind_at)
         values (gen_random_uuid(), :todoId, :userId, :dueAt, :until) returning id, remind_at)
       ${enqueueRows(REMINDERS)}`,
      { todoId, userId: caller.userId, dueAt, until },
    );
    return { text };
  });
}

/** The to-do that a reminder of the caller's is about, held, as far as they may see it still. @throws NotFound, Forbidden */
async function remindedOf(
  trx: Transaction,
  caller: Caller,
  reminderId: string,
): Promise<{ todo: Todo; dueAt: Date }> {
  const { rows } = await trx.raw<{ rows: { todoId: string; dueAt: Date }[] }>(
    'select todo_id as "todoId", due_at as "dueAt" from reminders where id = :reminderId and user_id = :userId',
    { reminderId, userId: caller.userId },
  );
  const [reminder] = rows;
  const [todo] = reminder ? await lockTodos(trx, caller, { ids: [reminder.todoId] }, 'see').catch(gone) : [];
  if (!reminder || !todo) throw new NotFound('reminder.gone');
  return { todo, dueAt: reminder.dueAt };
}

function gone(error: unknown): Todo[] {
  if (error instanceof NotFound) return [];
  throw error;
}
