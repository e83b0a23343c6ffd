import { GatewayIntentBits } from 'discord-api-types/v10';
import { guildCreateJson } from '../state/guild-json.ts';
import { memberJson } from '../state/guild.ts';
import type { State } from '../state/state.ts';
import type { Dispatch } from './dispatch.ts';

/** Tells the bot of guilds that went and came back, and with the privileged intent of members. https://docs.discord.com/developers/events/gateway-events#guild-delete */
export function tellOfGuilds({ events, world }: State, dispatch: Dispatch): void {
  events.on('guild', (guild, change) => {
    const { id } = guild;
    const where = { guildId: id, intent: GatewayIntentBits.Guilds };
    if (change === 'back') dispatch('GUILD_CREATE', guildCreateJson(guild, world.bot.id), where);
    else dispatch('GUILD_DELETE', change === 'outage' ? { id, unavailable: true } : { id }, where);
  });
  events.on('member', (guild, member, change) => {
    if (guild.unavailable || !guild.members.has(world.bot.id)) return;
    const { id: guild_id } = guild;
    const where = { guildId: guild_id, intent: GatewayIntentBits.GuildMembers };
    if (change === 'joined') dispatch('GUILD_MEMBER_ADD', { ...memberJson(member), guild_id }, where);
    else dispatch('GUILD_MEMBER_REMOVE', { user: member.user, guild_id }, where);
  });
}
