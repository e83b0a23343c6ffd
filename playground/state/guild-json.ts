import type { Guild } from './guild.ts';
import { memberJson } from './guild.ts';

/** A guild as `GET /guilds/:id` tells it. https://docs.discord.com/developers/resources/guild#guild-object */
export function guildJson(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    splash: null,
    home_header: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'rotterdam',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    roles: guild.roles,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: guild.channels[0]?.id ?? null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    nsfw: false,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    hub_type: null,
    incidents_data: null,
  };
}

/** A guild as GUILD_CREATE tells it; without the members intent only the bot's own member is in it. https://docs.discord.com/developers/events/gateway-events#guild-create */
export function guildCreateJson(guild: Guild, botId: string) {
  const self = guild.members.get(botId);
  return {
    ...guildJson(guild),
    joined_at: self?.joined_at,
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: self ? [memberJson(self)] : [],
    channels: guild.channels,
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
