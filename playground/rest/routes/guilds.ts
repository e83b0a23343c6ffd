import type { FastifyInstance } from 'fastify';
import { guildJson } from '../../state/guild-json.ts';
import type { State } from '../../state/state.ts';
import { memberJson } from '../../state/world.ts';
import { discordError } from '../errors.ts';

interface GuildParams {
  Params: { guildId: string; userId: string };
  Querystring: { with_counts?: string };
}

/** Reads guilds. Throws 10004, 10007. https://docs.discord.com/developers/resources/guild */
export function guildRoutes(app: FastifyInstance, state: State): void {
  function guildOf({ guildId }: GuildParams['Params']) {
    const guild = state.world.guild(guildId);
    if (!guild) throw discordError(10004);
    return guild;
  }
  app.get<GuildParams>('/guilds/:guildId', (request) => {
    const guild = guildOf(request.params);
    const count = guild.members.size;
    const counts = { approximate_member_count: count, approximate_presence_count: count };
    return { ...guildJson(guild), ...(request.query.with_counts === 'true' && counts) };
  });
  app.get<GuildParams>('/guilds/:guildId/roles', (request) => guildOf(request.params).roles);
  app.get<GuildParams>('/guilds/:guildId/channels', (request) => guildOf(request.params).channels);
  app.get<GuildParams>('/guilds/:guildId/members/:userId', (request) => {
    const member = guildOf(request.params).members.get(request.params.userId);
    if (!member) throw discordError(10007);
    return memberJson(member);
  });
}
