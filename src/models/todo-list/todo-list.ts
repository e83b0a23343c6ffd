import { v7 as uuid } from 'uuid';
import type { Audience, Shown } from '../../domain/ownership/audience.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import { Conflict, Forbidden, UserError } from '../../errors.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { accessOf, covers, listLocked, referring, type Among, type ListRole } from './access.ts';
import { TODO_LIST } from './columns.ts';
import { listNamed } from './meant.ts';

/** What is known of a list where only that is needed. */
export type Known = Pick<TodoList, 'id' | 'name' | 'guildId'> & Partial<Pick<TodoList, 'role'>>;

/** A list of to-dos, of a person or of a server. Verbs are named to it by id, by name in any case, or not at all. */
export class TodoList extends BaseModel implements Shown {
  static override tableName = 'todo_lists';
  static override columns = TODO_LIST;
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
  /** What the caller of the verb that returned it is to it. @computed */
  declare role: ListRole;
  /** How many to-dos are open on it; where lists are shown. @computed */
  declare openCount: number;

  /** One of which no more is known. */
  static known(list: Known): TodoList {
    return this.fromJson(list, { skipValidation: true });
  }

  /** Who may see it, and what is on it. */
  audience(): Audience {
    return this.guildId ? { guildId: this.guildId } : 'shared';
  }

  /**
   * Finds a list and keeps others from changing it, or what is on it, until the transaction ends. The one without a
   * name is made when it is first meant.
   * @throws NotFound when there is none that the caller may see; Forbidden when their role does not suffice.
   */
  static async lock(
    trx: Transaction,
    caller: Caller,
    reference: string | undefined,
    needed: ListRole,
    among: Among = 'living',
  ): Promise<TodoList> {
    const lock = async (meant: string | undefined) => {
      const bindings = { ...accessOf(caller), ...referring(meant) };
      const { rows } = await trx.raw<{ rows: object[] }>(listLocked(among, meant), bindings);
      return rows[0];
    };
    const own = async () => {
      await GuildMember.remember(trx, caller);
      await trx.raw(
        `insert into todo_lists (id, owner_id) values (:id, :userId) on conflict (owner_id) where name is null do nothing`,
        { id: uuid(), userId: caller.userId },
      );
      return lock(undefined);
    };
    const row = await (reference === undefined
      ? // Whoever erases themselves meanwhile takes away the one that was there.
        own().then((found) => found ?? own())
      : listNamed(trx, caller, reference, lock, among));
    if (!row) throw new Error('everybody has a list of their own');
    const list = this.fromDatabaseJson(row);
    if (!covers(list.role, needed))
      throw new Forbidden(`todoList.needs.${needed}`, { name: list.name ?? '' });
    return list;
  }

  /** The same for what only lists with a name can have done to them. @throws UserError for the one without, besides */
  static async lockNamed(
    trx: Transaction,
    caller: Caller,
    reference: string,
    needed: ListRole,
    among: Among = 'living',
  ): Promise<TodoList & { name: string }> {
    const list = await this.lock(trx, caller, reference, needed, among);
    if (list.name === null) throw new UserError('todoList.isDefault');
    return list as TodoList & { name: string };
  }

  /**
   * Holds an owner to `limit` lists with names; their row must be locked. @param guildId the owning server, else the
   * caller owns
   * @throws Conflict
   */
  static async checkLimit(
    trx: Transaction,
    caller: Caller,
    guildId: string | null,
    limit: number,
  ): Promise<void> {
    const owned = guildId === null ? { owner_id: caller.userId, guild_id: null } : { guild_id: guildId };
    const count = await this.query(trx)
      .where(owned)
      .whereNotNull('name')
      .whereNull('deleted_at')
      .resultSize();
    if (count >= limit)
      throw new Conflict(guildId === null ? 'todoList.tooMany' : 'todoList.serverTooMany', { limit });
  }

  /** Takes that many numbers for new to-dos of a list whose row is locked. @returns the first of them */
  static async takeNumbers(trx: Transaction, listId: string, count: number): Promise<number> {
    const { rows } = await trx.raw<{ rows: { first: number }[] }>(
      'update todo_lists set next_number = next_number + :count where id = :listId returning next_number - :count as first',
      { listId, count },
    );
    const [row] = rows;
    if (!row) throw new Error('a locked list is there');
    return row.first;
  }
}
