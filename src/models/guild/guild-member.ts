import type { Caller } from '../../domain/ownership/caller.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key, theirs } from '../base/held.ts';

/** That somebody is a member of a server the bot serves. */
export class GuildMember extends BaseModel {
  static override tableName = 'guild_members';
  static override columns = columns(
    'guild_members',
    {
      guild_id: key,
      user_id: theirs('you'),
      joined_at: fact('when you first used the bot there'),
      left_at: fact('when you left'),
      checked_at: internal,
    },
    { file: 'memberships', by: 'guild_id, user_id' },
  );
  static {
    this.register();
  }
  static override idColumn = ['guild_id', 'user_id'];

  declare guildId: string;
  declare userId: string;
  declare joinedAt: Date;
  declare leftAt: Date | null;
  /** When Discord was last asked whether they still are one. */
  declare checkedAt: Date | null;

  /**
   * Common table expressions that give the caller, their server and their membership rows to refer to. `lock` makes
   * callers of one owner take turns: `user` for what is a person's, `guild` for what is a server's. Bindings are those
   * of `about`.
   * @param behind a common table expression with a row: it is carried out before, so that what it locks is locked first
   */
  static remembering(caller: Caller, lock?: 'user' | 'guild', behind?: string): string {
    // Where there is a row, nothing may be inserted at all: ON CONFLICT waits for whoever is changing it. Except for
    // the lock, which an update that changes nothing takes; of a column that no foreign key refers to, so that others
    // may go on adding rows that refer to this one.
    const unless = (table: string, id: string, locked: boolean, also = '') =>
      locked
        ? `on conflict (id) do update set updated_at = ${table}.updated_at${also}`
        : `where not exists (select from ${table} where id = ${id}) on conflict (id) do nothing`;
    const spoken = ', discord_locale = coalesce(excluded.discord_locale, users.discord_locale)';
    const theUser = `
      the_user as (
        insert into users (id, discord_locale) select cast(:userId as bigint), :locale ${behind ? `from ${behind}` : ''}
        ${unless('users', ':userId', lock === 'user', spoken)})`;
    if (caller.guildId === null) return theUser;
    return `${theUser},
      the_guild as (
        insert into guilds (id) select cast(:guildId as bigint) ${unless('guilds', ':guildId', lock === 'guild')}),
      the_member as (
        insert into guild_members (guild_id, user_id)
        select cast(:guildId as bigint), cast(:userId as bigint)
        where not exists (
          select from guild_members where guild_id = :guildId and user_id = :userId and left_at is null)
        on conflict (guild_id, user_id) do update set left_at = null where guild_members.left_at is not null)`;
  }

  /** SQL for whether somebody is a member of a server still, and the bot is in it, which alone could be told otherwise. @param held locks the row that says so */
  static isStill(guildId: string, userId: string, held: '' | 'for share of gm' = ''): string {
    // With an offset PostgreSQL looks the one row up; else it may read all members there are.
    return `exists (
      select from guild_members gm join guilds g on g.id = gm.guild_id
      where gm.guild_id = ${guildId} and gm.user_id = ${userId} and gm.left_at is null and g.left_at is null offset 0 ${held})`;
  }

  /** The bindings of `remembering`. */
  static about({ userId, guildId, locale: said }: Caller): Record<string, string | null> {
    const locale = said ?? null;
    return guildId === null ? { userId, locale } : { userId, locale, guildId };
  }

  /** The same as a statement of its own. */
  static async remember(trx: Transaction, caller: Caller, lock?: 'user' | 'guild'): Promise<void> {
    await trx.raw(`with ${this.remembering(caller, lock)} select 1`, this.about(caller));
  }
}
