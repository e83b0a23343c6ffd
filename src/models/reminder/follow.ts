import type { Transaction } from '../base/base-model.ts';
import { enqueueFresh, enqueueRows } from '../../queues/enqueue.ts';
import { QUEUES } from '../../queues/queues.ts';
import { IS_OPEN } from './hears.ts';
import { REMINDERS } from './outbox.ts';

/** Who is reminded of a to-do: whom it was given to, else who made it. */
const WHOM = 'coalesce(t.assignee_id, t.created_by)';

/**
 * Makes the reminders of to-dos match them, with the jobs that will ring: an open one with a due date ahead has one
 * reminder, for its assignee or else for who made it; any other has none. What was snoozed stays so while its due date
 * stays, also when the to-do is done and opened again in between. Call it in the transaction that changed the to-dos,
 * after the change, whenever a due date, an assignee, done, deleted or the list's deletion may have changed.
 * Messages that say what is no longer so are changed soon after.
 * @param pressed the reminder on which the change was asked for, whose message is the answer's to change
 */
export async function followReminders(
  trx: Transaction,
  todoIds: readonly string[],
  now: Date,
  pressed: string | null = null,
): Promise<void> {
  if (todoIds.length === 0) return;
  // Two statements, since PostgreSQL checks reminders_ahead row by row: what is cancelled must be so before.
  await trx.raw(
    `with untrue as (
       select r.id, r.state, r.closed_at
       from reminders r join todos t on t.id = r.todo_id join todo_lists l on l.id = t.list_id
       where t.id = any(:todoIds) and r.state in ('pending', 'sent')
         and not (${IS_OPEN} and r.due_at is not distinct from t.due_at and r.user_id is not distinct from ${WHOM})),
     cancelled as (
       update reminders r set state = 'cancelled', held_at = null
       from untrue u where r.id = u.id and r.state = 'pending'),
     fresh as (
       select id from untrue
       where state = 'sent' and closed_at is null and id is distinct from cast(:pressed as uuid))
     ${enqueueFresh(QUEUES.remindersClosed)}`,
    { todoIds: [...todoIds], pressed },
  );
  await remindOfNew(trx, todoIds, now);
}

/** The same for to-dos that are new, of which no reminder can be untrue. */
export async function remindOfNew(trx: Transaction, todoIds: readonly string[], now: Date): Promise<void> {
  await trx.raw(
    `with fresh as (
       insert into reminders (id, todo_id, user_id, due_at, remind_at)
       select gen_random_uuid(), t.id, ${WHOM}, t.due_at, greatest(t.due_at, before.snoozed_to)
       from todos t join todo_lists l on l.id = t.list_id
       left join lateral (
         select max(remind_at) filter (where state = 'cancelled') as snoozed_to,
                bool_or(state <> 'cancelled') as is_there
         from reminders r where r.todo_id = t.id and r.user_id = ${WHOM} and r.due_at = t.due_at) before on true
       where t.id = any(:todoIds) and ${IS_OPEN} and ${WHOM} is not null
         and greatest(t.due_at, before.snoozed_to) > :now
         and (before.is_there is not true or before.snoozed_to > t.due_at)
       on conflict (todo_id, user_id) where state = 'pending' do nothing
       returning id, remind_at)
     ${enqueueRows(REMINDERS)}`,
    { todoIds: [...todoIds], now },
  );
}
