import type { Audience, Shown } from '../../domain/ownership/audience.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import { covers, type Role } from '../../domain/ownership/ownership.ts';
import type { Repeat } from '../../domain/time/repeat.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { Forbidden } from '../../errors.ts';
import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, named, text } from '../base/held.ts';

/** On lists that are shared with them, and on those of servers that they are in. */
const READABLE = `list_id = any(array(
  select list_id from todo_list_members where user_id = :userId
  union all
  select l.id from guild_members m join todo_lists l on l.guild_id = m.guild_id
  where m.user_id = :userId and m.left_at is null))`;

/** Something to do, on a list of a person's or of a server's. */
export class Todo extends BaseModel implements Shown {
  static override tableName = 'todos';
  static override columns = columns(
    'todos',
    {
      id: key,
      list_id: key,
      number: fact('number'),
      text: text('text'),
      priority: fact('priority'),
      due_at: fact('due date'),
      due_zone: fact('time zone of that'),
      repeat: fact('repetition'),
      repeat_every: fact('repetition'),
      repeat_day: fact('repetition'),
      repeat_time: fact('repetition'),
      assignee_id: named('who has it to do'),
      created_by: named('who made it'),
      channel_id: fact('channel of a server that it was made in'),
      source_url: text('link to the message that it was made from'),
      previous_id: key,
      created_at: fact('when it was made'),
      done_at: fact('when it was done'),
      done_by: named('who did it'),
      deleted_at: fact('when it was removed'),
      changed_at: fact('when it was last changed'),
      act_id: internal,
    },
    {
      file: 'todos',
      by: 'list_id, number',
      on: ['list_id', 'todo_lists'],
      // Others may have written them anew.
      readable: READABLE,
      stay: { for: `${RESTORABLE_DAYS} days`, since: 'deleted_at' },
      without: 'to-dos on lists of a server or of somebody else',
    },
  );
  static {
    this.register();
  }

  declare id: string;
  declare listId: string;
  /** What it is called on its list; never given twice. */
  declare number: number;
  declare text: string;
  /** 0 low, 1 normal, 2 high, 3 urgent. */
  declare priority: number;
  declare dueAt: Date | null;
  /** IANA name of the zone in which `dueAt` was meant. */
  declare dueZone: string | null;
  declare repeat: Repeat | null;
  /** Every how many days, weeks or months. */
  declare repeatEvery: number;
  declare repeatDay: number | null;
  /** `HH:MM:SS` on the wall, of what repeats. */
  declare repeatTime: string | null;
  /** Of a server's list: who shall do it. */
  declare assigneeId: string | null;
  declare createdBy: string | null;
  /** Where it was made. */
  declare channelId: string | null;
  /** The message that it was made from. */
  declare sourceUrl: string | null;
  /** The occurrence before this one, of what repeats. */
  declare previousId: string | null;
  declare createdAt: Date;
  declare doneAt: Date | null;
  declare doneBy: string | null;
  declare deletedAt: Date | null;
  /** Null while it is as it was made. */
  declare changedAt: Date | null;
  /** The act that last changed it: an undo finds what is still as its act left it. */
  declare actId: string | null;
  /** Null on the list that its owner has anyway. @computed */
  declare listName: string | null;
  /** The server whose list it is on. @computed */
  declare guildId: string | null;
  /** Whether its server has switched to-dos off. @computed */
  declare isOff: boolean;
  /** When the caller will be reminded of it; of `showTodo` alone. @computed */
  declare remindAt: Date | null;
  /** What the caller of the verb that returned it is to its list. @computed */
  declare role: Role;

  /** Who may see it: those who see its list. */
  audience(): Audience {
    return this.guildId ? { guildId: this.guildId } : 'shared';
  }
}

/** Whether a caller may change a to-do as such: as an editor, or because it is theirs to do or was made by them. */
export function mayChange({ role, createdBy, assigneeId }: Todo, { userId }: Caller): boolean {
  return covers(role, 'editor') || (role === 'member' && (createdBy === userId || assigneeId === userId));
}

/** What a caller must be allowed: to see it, to do or reopen it, or to change it as such. */
export type Needed = 'see' | 'do' | 'change';

/** @throws Forbidden when the caller may not, for any of them */
export function checkAllowed(todos: readonly Todo[], caller: Caller, needed: Needed): void {
  for (const todo of todos) {
    const { number, role, listName } = todo;
    if (needed === 'see') continue;
    if (!covers(role, 'member')) throw new Forbidden('todoList.needs.member', { name: listName ?? '' });
    if (needed === 'change' && !mayChange(todo, caller)) throw new Forbidden('todo.notYours', { number });
  }
}
