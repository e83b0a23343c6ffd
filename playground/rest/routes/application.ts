import { ApplicationFlags } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import type { State } from '../../state/state.ts';

/** What the application is and where its gateway is. https://docs.discord.com/developers/resources/application */
export function applicationRoutes(app: FastifyInstance, state: State): void {
  const { application, world } = state;
  const gatewayUrl = () => `${state.origin.replace('http', 'ws')}/gateway`;
  const owner = () => world.people[0]?.user;
  const mine = () => world.guilds.filter(({ members }) => members.has(world.bot.id));

  app.get('/gateway', () => ({ url: gatewayUrl() }));
  app.get('/gateway/bot', () => ({
    url: gatewayUrl(),
    shards: 1,
    session_start_limit: state.sessionStarts.view(),
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
      flags_new: String(ApplicationFlags.ApplicationCommandBadge),
      owner: owner(),
      team: null,
      approximate_guild_count: mine().length,
      approximate_user_install_count: world.people.filter(({ installed }) => installed).length,
      integration_types_config: { '0': {}, '1': {} },
      redirect_uris: [],
      interactions_endpoint_url: null,
      role_connections_verification_url: null,
      approximate_user_authorization_count: 0,
      explicit_content_filter: 0,
      eligible_oauth2_scopes: ['applications.commands', 'bot'],
    }));
}
