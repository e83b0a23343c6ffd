import type { Caller } from '../../domain/ownership/caller.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { enqueueRows } from '../../queues/enqueue.ts';
import type { Todo } from '../todo/todo.ts';
import type { NoticeKind } from './notice.ts';
import { NOTICES } from './outbox.ts';

/** Whom to tell what about which to-do; of several that are about one person, the first says what it was. */
export interface Told {
  userId: string | null;
  kind: NoticeKind;
  todoId: string;
}

/**
 * Writes down what an act of the caller's did to others' to-dos, with the jobs that will tell them: once for each person,
 * however many to-dos it was, and unless they switched that off. Call it in the transaction of the act, at its end.
 */
export async function tell(
  trx: Transaction,
  caller: Caller,
  actId: string,
  told: readonly Told[],
): Promise<void> {
  const others = Map.groupBy(told, ({ userId }) => userId);
  others.delete(null);
  others.delete(caller.userId);
  if (others.size === 0) return;
  const rows = [...others].map(([userId, about]) => ({
    user_id: userId,
    kind: about[0]?.kind,
    todo_ids: [...new Set(about.map(({ todoId }) => todoId))],
  }));
  await GuildMember.remember(trx, caller);
  await trx.raw(
    `with fresh as (
       insert into notices (id, act_id, user_id, actor_id, kind, todo_ids)
       select gen_random_uuid(), :actId, u.id, :actorId, n.kind, n.todo_ids
       from jsonb_to_recordset(cast(:rows as jsonb)) n (user_id bigint, kind text, todo_ids uuid[])
       join users u on u.id = n.user_id
       where u.notices
       order by u.id
       on conflict (act_id, user_id) do nothing
       returning id, created_at)
     ${enqueueRows(NOTICES)}`,
    { actId, actorId: caller.userId, rows: JSON.stringify(rows) },
  );
}

/** The same for what was done to several alike: who has them to do, and who made them. */
export function tellOf(
  trx: Transaction,
  caller: Caller,
  actId: string,
  kind: NoticeKind,
  todos: readonly Pick<Todo, 'id' | 'assigneeId' | 'createdBy'>[],
): Promise<void> {
  const told = todos.flatMap(({ id: todoId, assigneeId, createdBy }) =>
    [assigneeId, createdBy].map((userId) => ({ userId, kind, todoId })),
  );
  return tell(trx, caller, actId, told);
}

/** The same for to-dos that are new: who has them to do. */
export function tellAssigned(
  trx: Transaction,
  caller: Caller,
  actId: string,
  todos: readonly Pick<Todo, 'id' | 'assigneeId'>[],
): Promise<void> {
  const told = todos.map(({ id, assigneeId }) => ({
    userId: assigneeId,
    kind: 'assigned' as const,
    todoId: id,
  }));
  return tell(trx, caller, actId, told);
}
