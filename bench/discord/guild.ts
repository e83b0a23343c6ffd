import { APPLICATION_ID, guildId } from './ids.ts';

/** How much there is in each server. */
const CHANNELS = 40;
const ROLES = 25;

/** The n-th server, as GUILD_CREATE tells of it. Source: Discord documentation, "Guild Create" and "Guild Object". */
export function guild(n: number) {
  const id = guildId(n);
  const idOf = (part: number) => String(BigInt(id) + BigInt(part));
  const user = { id: APPLICATION_ID, username: 'bench', discriminator: '0', avatar: null, bot: true };
  const role = (place: number) => ({
    id: idOf(place),
    name: place === 0 ? '@everyone' : `Role ${place}`,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: place,
    permissions: '2147483615',
    managed: false,
    mentionable: false,
    flags: 0,
  });
  const channel = (place: number) => ({
    id: idOf(100 + place),
    type: 0,
    name: `channel-${place}`,
    position: place,
    topic: 'What is said here stays here',
    nsfw: false,
    rate_limit_per_user: 0,
    parent_id: null,
    last_message_id: null,
    flags: 0,
    permission_overwrites: [{ id: idOf(1), type: 0, allow: '1024', deny: '0' }],
  });
  return {
    id,
    name: `Server ${n}`,
    icon: null,
    owner_id: '600000000000000000',
    member_count: 150,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    preferred_locale: 'en-US',
    features: [],
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    premium_tier: 0,
    nsfw_level: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
    roles: Array.from({ length: ROLES }, (_, place) => role(place)),
    channels: Array.from({ length: CHANNELS }, (_, place) => channel(place)),
    members: [
      { user, roles: [], joined_at: '2026-01-01T00:00:00.000000+00:00', deaf: false, mute: false, flags: 0 },
    ],
    emojis: [],
    stickers: [],
    threads: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
  };
}
