import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIDMChannel, APIRole, APITextChannel, APIUser } from 'discord-api-types/v10';
import { asFlags } from './as-flags.ts';
import type { Person } from '../protocol.ts';
import { APPLICATION, GUILDS, PEOPLE } from './seed.ts';
import type { SeedGuild } from './seed.ts';

/** A guild member, with what interactions and REST both tell of them. */
export interface Member {
  user: APIUser;
  nick: string | null;
  roles: string[];
  joined_at: string;
}

/** A guild of this world. */
export interface Guild {
  key: string;
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  roles: APIRole[];
  channels: APITextChannel[];
  members: Map<string, Member>;
}

/** Where something happens: a guild's channel, or the direct messages of one person with the bot. */
export type Place =
  | { channel: APITextChannel; guild: Guild; dmWith: null }
  | { channel: APIDMChannel; guild: null; dmWith: Person };

/** The people, guilds and channels; fixed from start to end. */
export interface WorldState {
  bot: APIUser;
  people: Person[];
  guilds: Guild[];
  dmChannels: Map<string, APIDMChannel>;
  /** By user id or key. */
  person(keyOrId: string): Person | undefined;
  /** A person or the bot, by user id. */
  user(id: string): APIUser | undefined;
  guild(id: string): Guild | undefined;
  place(channelId: string): Place | undefined;
}

const JOINED_AT = '2024-03-01T18:00:00.000000+00:00';

function user(id: string, username: string, name: string, bot = false): APIUser {
  const base = { id, username, discriminator: '0', global_name: bot ? null : name, avatar: null };
  return { ...base, ...(bot && { bot }) };
}

function role(id: string, name: string, permissions: bigint, position: number, color = 0): APIRole {
  return {
    id,
    name,
    color,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    hoist: position > 0,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(permissions),
    managed: false,
    mentionable: position > 0,
    flags: asFlags(0),
  };
}

function channel(guild: SeedGuild, seed: SeedGuild['channels'][number], position: number): APITextChannel {
  const only = guild.roles.filter((role) => role.key === seed.only || role.key === 'bot');
  const view = String(PermissionFlagsBits.ViewChannel);
  return {
    id: seed.id,
    type: ChannelType.GuildText,
    guild_id: guild.id,
    name: seed.name,
    topic: seed.topic,
    position,
    nsfw: false,
    parent_id: null,
    rate_limit_per_user: 0,
    last_message_id: null,
    permission_overwrites:
      seed.only === undefined
        ? []
        : [
            { id: guild.id, type: OverwriteType.Role, allow: '0', deny: view },
            ...only.map(({ id }) => ({ id, type: OverwriteType.Role, allow: view, deny: '0' })),
          ],
  };
}

function guild(seed: SeedGuild, people: Map<string, Person>, bot: APIUser): Guild {
  const roleIds = new Map(seed.roles.map(({ key, id }) => [key, id]));
  const idsOf = (keys: string[]) => keys.flatMap((key) => roleIds.get(key) ?? []);
  const members = new Map<string, Member>([
    [bot.id, { user: bot, nick: null, roles: idsOf(['bot']), joined_at: JOINED_AT }],
  ]);
  for (const [key, { nick = null, roles }] of Object.entries(seed.members)) {
    const person = people.get(key);
    if (person)
      members.set(person.user.id, { user: person.user, nick, roles: idsOf(roles), joined_at: JOINED_AT });
  }
  return {
    key: seed.key,
    id: seed.id,
    name: seed.name,
    ownerId: people.get(seed.owner)?.user.id ?? bot.id,
    locale: seed.locale,
    roles: [
      role(seed.id, '@everyone', seed.everyone, 0),
      ...seed.roles.map((r, i) => role(r.id, r.name, r.permissions, seed.roles.length - i, r.color)),
    ],
    channels: seed.channels.map((c, i) => channel(seed, c, i)),
    members,
  };
}

/** Builds the seed world. */
export function createWorld(): WorldState {
  const bot = user(APPLICATION.id, 'ostinato', APPLICATION.name, true);
  const people = PEOPLE.map(({ key, id, name, locale }) => ({ key, user: user(id, key, name), locale }));
  const byKey = new Map<string, Person>(people.map((person) => [person.key, person]));
  const byId = new Map<string, Person>(people.map((person) => [person.user.id, person]));
  const guilds = GUILDS.map((seed) => guild(seed, byKey, bot));
  const dmChannels = new Map<string, APIDMChannel>();
  const places = new Map<string, Place>();
  for (const guild of guilds)
    for (const channel of guild.channels) places.set(channel.id, { channel, guild, dmWith: null });
  for (const { key, dm } of PEOPLE) {
    const dmWith = byKey.get(key);
    if (!dmWith) continue;
    const recipients = [dmWith.user];
    const channel: APIDMChannel = {
      id: dm,
      type: ChannelType.DM,
      name: null,
      recipients,
      last_message_id: null,
    };
    dmChannels.set(dmWith.user.id, channel);
    places.set(dm, { channel, guild: null, dmWith });
  }
  return {
    bot,
    people,
    guilds,
    dmChannels,
    person: (keyOrId) => byKey.get(keyOrId) ?? byId.get(keyOrId),
    user: (id) => (id === bot.id ? bot : byId.get(id)?.user),
    guild: (id) => guilds.find((guild) => guild.id === id),
    place: (channelId) => places.get(channelId),
  };
}

/** A member's object as the API tells it. https://docs.discord.com/developers/resources/guild#guild-member-object */
export function memberJson(member: Member) {
  const rest = { avatar: null, banner: null, premium_since: null, communication_disabled_until: null };
  return { ...member, ...rest, deaf: false, mute: false, pending: false, flags: 0 };
}
