import { newAct } from '../base/act.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Repeat } from '../../domain/time/repeat.ts';
import { tellOf } from '../notice/tell.ts';
import { followReminders } from '../reminder/follow.ts';
import { patch } from './complete.ts';
import { lockTodos } from './find.ts';
import { checkHorizon, repeating, type Due } from './insert.ts';
import { Todo } from './todo.ts';

/** What shall be different; what is left out stays. Without a due date nothing repeats. */
export interface TodoChange {
  text?: string;
  priority?: number;
  due?: Due | null;
  repeat?: Repeat | null;
  /** Every how many days, weeks or months; each, when left out beside `repeat`. */
  repeatEvery?: number;
}

/**
 * Changes a to-do; of what repeats, this occurrence and those to come.
 * @throws NotFound, Forbidden; UserError when it would repeat and be due at no time, or be due too far ahead
 */
export function editTodo(caller: Caller, id: string, change: TodoChange, now: Date): Promise<Todo> {
  return Todo.transact(async (trx) => {
    checkHorizon(change.due, now);
    const found = await lockTodos(trx, caller, { ids: [id] }, 'change');
    const edited: Todo[] = [];
    const actId = newAct();
    for (const todo of found) {
      const { text = todo.text, priority = todo.priority } = change;
      const due = change.due === undefined ? dueOf(todo) : change.due;
      // Taking the date away takes the repetition along, unless it is asked for.
      const repeat = change.repeat === undefined ? (due ? todo.repeat : null) : change.repeat;
      const repeatEvery = change.repeat === undefined ? todo.repeatEvery : (change.repeatEvery ?? 1);
      const isSame = change.due === undefined && repeat === todo.repeat && repeatEvery === todo.repeatEvery;
      edited.push(
        ...(await patch(trx, [todo], {
          text,
          priority,
          ...(isSame ? {} : datesOf({ due, repeat, repeatEvery })),
          changedAt: now,
          actId,
        })),
      );
    }
    const [todo] = edited;
    if (!todo) throw new Error('a to-do that was locked is there');
    await followReminders(trx, [id], now);
    await tellOf(
      trx,
      caller,
      actId,
      'changed',
      edited.filter((after, i) => isNews(found[i], after)),
    );
    return todo;
  });
}

/** Whether others want to hear of a change: another priority is none. */
function isNews(before: Todo | undefined, after: Todo): boolean {
  return before?.text !== after.text || before.dueAt?.getTime() !== after.dueAt?.getTime();
}

function datesOf(wanted: Parameters<typeof repeating>[0]): Partial<Todo> {
  const { due, ...repetition } = repeating(wanted);
  return { dueAt: due?.at ?? null, dueZone: due?.zone ?? null, ...repetition };
}

/** When a to-do is due, if it is. */
export function dueOf({ dueAt, dueZone }: Pick<Todo, 'dueAt' | 'dueZone'>): Due | null {
  return dueAt && dueZone ? { at: dueAt, zone: dueZone } : null;
}
