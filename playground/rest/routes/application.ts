import { ApplicationFlags } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { permissionsIn } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { discordError, parseForm } from '../errors.ts';
import { snowflake, text } from '../schemas/primitives.ts';

const IDENTIFIES_A_DAY = 1000;
const DAY_MS = 86_400_000;

/** Who the bot is and where its gateway is. https://docs.discord.com/developers/resources/application https://docs.discord.com/developers/resources/user */
export function applicationRoutes(app: FastifyInstance, state: State): void {
  const { application, world } = state;
  const gatewayUrl = () => `${state.origin.replace('http', 'ws')}/gateway`;
  const owner = () => world.people[0]?.user;

  app.get('/gateway', () => ({ url: gatewayUrl() }));
  app.get('/gateway/bot', () => ({
    url: gatewayUrl(),
    shards: 1,
    session_start_limit: {
      total: IDENTIFIES_A_DAY,
      remaining: IDENTIFIES_A_DAY,
      reset_after: DAY_MS,
      max_concurrency: 1,
    },
  }));
  for (const path of ['/oauth2/applications/@me', '/applications/@me'])
    app.get(path, () => ({
      ...application,
      icon: null,
      description: '',
      summary: '',
      type: null,
      bot: world.bot,
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      flags: ApplicationFlags.ApplicationCommandBadge,
      owner: owner(),
      team: null,
      approximate_guild_count: world.guilds.length,
      approximate_user_install_count: 0,
      integration_types_config: { '0': {}, '1': {} },
      redirect_uris: [],
      interactions_endpoint_url: null,
    }));

  const me = () => ({
    ...world.bot,
    bot: true,
    mfa_enabled: false,
    locale: 'en-US',
    verified: true,
    email: null,
  });
  app.get('/users/@me', me);
  app.patch('/users/@me', (request) => {
    const { username } = parseForm(z.object({ username: text(2, 32).nullish() }), request.body);
    if (username) world.bot.username = username;
    return me();
  });
  app.get('/users/@me/guilds', () =>
    world.guilds.map((guild) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      banner: null,
      owner: false,
      permissions: String(permissionsIn(guild, world.bot.id)),
      features: [],
    })),
  );
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
