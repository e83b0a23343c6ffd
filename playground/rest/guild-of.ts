import type { State } from '../state/state.ts';
import type { Guild } from '../state/guild.ts';
import { discordError, httpError } from './errors.ts';

/** The guild of that id, which the bot is a member of. Throws 10004 for none, 50001 for another, 503 in an outage. */
export function guildOf({ world }: State, id: string): Guild {
  const guild = world.guild(id);
  if (!guild) throw discordError(10004);
  if (!guild.members.has(world.bot.id)) throw discordError(50001);
  if (guild.unavailable) throw httpError(503, 'Service Unavailable');
  return guild;
}
