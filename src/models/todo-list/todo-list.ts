import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { owned } from '../owned/owned.ts';
import { OwnedModel } from '../owned/owned-model.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, owner, text } from '../base/held.ts';
import { TodoListMember } from './member.ts';

/** What is known of a list where only that is needed. */
export type Known = Pick<TodoList, 'id' | 'name' | 'guildId' | 'openTo' | 'role'>;

/** A list of to-dos, of a person or of a server. */
export class TodoList extends OwnedModel {
  static override tableName = 'todo_lists';
  static override columns = columns(
    'todo_lists',
    {
      id: key,
      owner_id: owner('who made it'),
      guild_id: key,
      name: text('name'),
      next_number: internal,
      created_at: fact('when it was made'),
      deleted_at: fact('when it was deleted'),
      act_id: internal,
    },
    {
      file: 'todo-lists',
      stay: { for: `${RESTORABLE_DAYS} days`, since: 'deleted_at', batch: 20 },
      without: 'lists of a server',
    },
  );
  static {
    this.register();
  }

  declare id: string;
  /** Who made it; of a person's own list also the owner. Null of a server's whose maker was erased. */
  declare ownerId: string | null;
  /** The server whose list it is; null for a person's own. */
  declare guildId: string | null;
  /** Null for the one that each person has, and that is meant when they name none. */
  declare name: string | null;
  /** What the next to-do is called here. */
  declare nextNumber: number;
  declare createdAt: Date;
  declare deletedAt: Date | null;
  /** The act that deleted it, or undid that. */
  declare actId: string | null;
  /** How many to-dos are open on it; where lists are shown. @computed */
  declare openCount: number;

  /** One of which no more is known. */
  static known(list: Known): TodoList {
    return this.fromJson(list, { skipValidation: true });
  }
}

/** How much is open on list `f`. */
const OPEN_COUNT = `(select count(*)::integer from todos t
  where t.list_id = f.id and t.done_at is null and t.deleted_at is null)`;

/** What people do with lists as such. Of a server's list everybody there is a member, who adds and does, but changes only what is theirs. */
export const todoLists = owned<TodoList>({
  model: TodoList,
  shares: TodoListMember,
  visibilities: [],
  memberRole: 'member',
  words: 'todoList',
  counted: { open_count: OPEN_COUNT },
});
