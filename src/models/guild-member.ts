import type { Caller } from '../domain/caller.ts';
import { BaseModel, type Transaction } from './base-model.ts';
import { columns } from './columns.ts';

/** That somebody is a member of a server the bot serves. */
export class GuildMember extends BaseModel {
  static override tableName = 'guild_members';
  static override columns = columns(
    'guild_members',
    'guild_id',
    'user_id',
    'joined_at',
    'left_at',
    'checked_at',
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
   */
  static remembering(caller: Caller, lock?: 'user' | 'guild'): string {
    // An update that changes nothing is what makes ON CONFLICT take the row's lock; on a column that no foreign key
    // refers to, so that others may go on adding rows that refer to this one.
    const onConflict = (table: string, locked: boolean, also = '') =>
      `on conflict (id) do ${locked ? `update set updated_at = ${table}.updated_at${also}` : 'nothing'}`;
    const spoken = ', discord_locale = coalesce(excluded.discord_locale, users.discord_locale)';
    const theUser = `
      the_user as (
        insert into users (id, discord_locale) values (:userId, :locale)
        ${onConflict('users', lock === 'user', spoken)})`;
    if (caller.guildId === null) return theUser;
    return `${theUser},
      the_guild as (insert into guilds (id) values (:guildId) ${onConflict('guilds', lock === 'guild')}),
      the_member as (
        insert into guild_members (guild_id, user_id) values (:guildId, :userId)
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
