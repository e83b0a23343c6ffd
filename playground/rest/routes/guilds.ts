import type { FastifyInstance } from 'fastify';
import { guildJson } from '../../state/guild-json.ts';
import type { State } from '../../state/state.ts';
import { discordError } from '../errors.ts';
import { guildOf } from '../guild-of.ts';

interface GuildParams {
  Params: { guildId: string; roleId: string };
  Querystring: { with_counts?: string };
}

/** Reads guilds. Throws 10004, 10011, 50001. https://docs.discord.com/developers/resources/guild */
export function guildRoutes(app: FastifyInstance, state: State): void {
  app.get<GuildParams>('/guilds/:guildId', (request) => {
    const known = state.world.guild(request.params.guildId);
    // Here alone a guild without the bot is said not to exist.
    if (!known?.members.has(state.world.bot.id)) throw discordError(10004);
    const guild = guildOf(state, known.id);
    const count = guild.members.size;
    const counts = { approximate_member_count: count, approximate_presence_count: count };
    return { ...guildJson(guild), ...(request.query.with_counts === 'true' && counts) };
  });
  app.get<GuildParams>('/guilds/:guildId/roles', ({ params }) => guildOf(state, params.guildId).roles);
  app.get<GuildParams>('/guilds/:guildId/roles/:roleId', ({ params }) => {
    const role = guildOf(state, params.guildId).roles.find(({ id }) => id === params.roleId);
    if (!role) throw discordError(10011);
    return role;
  });
  app.get<GuildParams>('/guilds/:guildId/channels', ({ params }) => guildOf(state, params.guildId).channels);
}
