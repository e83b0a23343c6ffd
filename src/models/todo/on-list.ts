import { GuildMember } from '../guild/guild-member.ts';
import { GuildModule } from '../guild/guild-module.ts';
import { Todo } from './todo.ts';

/** Of a server's list, those whom a to-do concerns may use it from anywhere, as long as they are members. */
export const still = (held: '' | 'for share of gm' = '') =>
  GuildMember.isStill('l.guild_id', ':userId', held);
/** The same where only what they can use is looked for. */
export const USABLE_STILL = `${still()} and not ${GuildModule.isOff('l.guild_id', 'todo')}`;

/** Columns of a to-do `t` on list `l`. */
export const ON_LIST = `${Todo.columns.of('t')}, l.name as list_name, l.guild_id`;
