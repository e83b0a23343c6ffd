import { ChannelType } from 'discord-api-types/v10';
import type { APIDMChannel, APITextChannel, APIUser } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { asFlags } from './as-flags.ts';
import type { Guild } from './guild.ts';
import { guildFrom } from './guild-from-seed.ts';
import { APPLICATION, GUILDS, INSTALLED_BY, PEOPLE } from './seed.ts';

/** Where something happens: a guild's channel, or the direct messages of one person with the bot. */
export type Place =
  | { channel: APITextChannel; guild: Guild; dmWith: null }
  | { channel: APIDMChannel; guild: null; dmWith: Person };

/** The people, guilds and channels. Only whether a guild has the bot, who has left it, and whether it is in an outage, changes. */
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

function user(id: string, username: string, name: string, bot = false): APIUser {
  const base = { id, username, discriminator: '0', global_name: bot ? null : name, avatar: null };
  return { ...base, public_flags: asFlags(0), flags: asFlags(0), ...(bot && { bot }) };
}

/** Builds the seed world. */
export function createWorld(): WorldState {
  const bot = user(APPLICATION.id, 'ostinato', APPLICATION.name, true);
  const people = PEOPLE.map(({ key, id, name, locale }): Person => ({
    key,
    user: user(id, key, name),
    locale,
    installed: INSTALLED_BY.includes(key),
  }));
  const byKey = new Map<string, Person>(people.map((person) => [person.key, person]));
  const byId = new Map<string, Person>(people.map((person) => [person.user.id, person]));
  const guilds = GUILDS.map((seed) => guildFrom(seed, byKey, bot));
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
      flags: asFlags(0),
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
