import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { permissionsIn } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { discordError, notImplemented } from '../errors.ts';
import { parseForm } from '../form.ts';
import { between } from '../paging.ts';
import { snowflake, text } from '../schemas/primitives.ts';

const GUILDS_MAX = 200;
const paging = z.object({
  limit: z.coerce.number().int().min(1).max(GUILDS_MAX).default(GUILDS_MAX),
  before: snowflake.optional(),
  after: snowflake.optional(),
  with_counts: z.enum(['true', 'false']).optional(),
});

const profile = z.object({
  username: text(2, 32).nullish(),
  avatar: z.string().nullish(),
  banner: z.string().nullish(),
});

/** Who the bot is, where it is, and whom it may write to. Throws 10013, 50033, 50035. https://docs.discord.com/developers/resources/user */
export function userRoutes(app: FastifyInstance, { world }: State): void {
  const me = () => {
    const private_ = { mfa_enabled: false, locale: 'en-US', verified: true, email: null };
    return { ...world.bot, bot: true, ...private_ };
  };
  app.get('/users/@me', me);
  app.patch('/users/@me', (request) => {
    const { username, avatar, banner } = parseForm(profile, request.body);
    if (avatar || banner) throw notImplemented('pictures of the bot');
    if (username) world.bot.username = username;
    return me();
  });
  app.get('/users/@me/guilds', (request) => {
    const { with_counts: withCounts, ...page } = parseForm(paging, request.query);
    const mine = world.guilds.filter(({ members }) => members.has(world.bot.id));
    return between(mine, ({ id }) => id, page).map((guild) => {
      const count = guild.members.size;
      const counts = { approximate_member_count: count, approximate_presence_count: count };
      return {
        id: guild.id,
        name: guild.name,
        icon: null,
        banner: null,
        owner: false,
        permissions: String(permissionsIn(guild, world.bot.id)),
        features: [],
        ...(withCounts === 'true' && counts),
      };
    });
  });
  app.post('/users/@me/channels', (request) => {
    const { recipient_id: id } = parseForm(z.object({ recipient_id: snowflake }), request.body);
    const channel = world.dmChannels.get(id);
    if (!channel) throw discordError(50033);
    return channel;
  });
  app.get<{ Params: { userId: string } }>('/users/:userId', (request) => {
    const user = world.user(request.params.userId);
    if (!user) throw discordError(10013);
    return user;
  });
}
