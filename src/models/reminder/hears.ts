import { GuildMember } from '../guild/guild-member.ts';
import { GuildModule } from '../guild/guild-module.ts';

/** SQL for whether to-do `t` on list `l` is to be done still. */
export const IS_OPEN = '(t.done_at is null and t.deleted_at is null and l.deleted_at is null)';

/**
 * SQL for whether the person of row `r` may hear of what is on list `l` just now: of a server's, while they are a member, the
 * bot is there and to-dos are switched on; of a person's, while it is theirs or shared with them.
 */
export const hears = (userId: string) => `
  case when l.guild_id is null
    then l.owner_id = ${userId} or exists (
      select from todo_list_members lm where lm.list_id = l.id and lm.user_id = ${userId} offset 0)
    else ${GuildMember.isStill('l.guild_id', userId)} and not ${GuildModule.isOff('l.guild_id', 'todo')} end`;

export const HEARS = hears('r.user_id');
