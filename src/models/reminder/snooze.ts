import type { Caller } from '../../domain/caller.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { BaseModel } from '../base-model.ts';
import { ENQUEUE } from './enqueue.ts';

/**
 * Reminds again later of what a reminder was about, in place of an earlier wish to be.
 * @throws NotFound when the to-do is done, deleted or no longer the caller's; Conflict when it has a new due date, of
 * which they will be reminded
 */
export function snoozeReminder(caller: Caller, reminderId: string, until: Date): Promise<{ text: string }> {
  return BaseModel.transact(async (trx) => {
    const { rows } = await trx.raw<{ rows: { todoId: string; dueAt: Date; text: string }[] }>(
      `select t.id as "todoId", r.due_at as "dueAt", t.text
       from reminders r join todos t on t.id = r.todo_id join todo_lists l on l.id = t.list_id
       where r.id = :reminderId and r.user_id = :userId and coalesce(t.assignee_id, t.created_by) = :userId
         and t.done_at is null and t.deleted_at is null and l.deleted_at is null
       for no key update of t`,
      { reminderId, userId: caller.userId },
    );
    const [found] = rows;
    if (!found) throw new NotFound('reminder.gone');
    const { todoId, dueAt, text } = found;
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
       ${ENQUEUE}`,
      { todoId, userId: caller.userId, dueAt, until },
    );
    return { text };
  });
}
