import { ApplicationFlags, GatewayIntentBits } from 'discord-api-types/v10';
import { guildCreateJson } from '../state/guild-json.ts';
import { shardOf } from '../state/snowflake.ts';
import type { State } from '../state/state.ts';
import type { Session } from './session.ts';

/** READY, and with the intent a GUILD_CREATE for each guild of the shard that can be reached. https://docs.discord.com/developers/events/gateway-events#ready */
export function welcome({ world, application, origin }: State, session: Session): void {
  const [shard, count] = session.shard;
  const mine = world.guilds.filter(
    ({ id, members }) => members.has(world.bot.id) && shardOf(id, count) === shard,
  );
  session.dispatch('READY', {
    v: 10,
    user: { ...world.bot, verified: true, mfa_enabled: false, email: null, flags: 0 },
    guilds: mine.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: `${origin.replace('http', 'ws')}/gateway`,
    shard: session.shard,
    application: { id: application.id, flags: ApplicationFlags.ApplicationCommandBadge },
    private_channels: [],
    relationships: [],
    user_settings: {},
    _trace: [],
  });
  if ((session.intents & GatewayIntentBits.Guilds) === 0) return;
  for (const guild of mine)
    if (!guild.unavailable) session.dispatch('GUILD_CREATE', guildCreateJson(guild, world.bot.id));
}
