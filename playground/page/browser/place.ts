import type { GuildView, Person, World } from '../../protocol.ts';
import { visibleChannels } from './visible-channels.ts';

/** Where somebody is: written in the URL's hash, so that a reload keeps it. */
export interface Place {
  /** The acting person's key. */
  person: string;
  /** The guild's key; null in the direct messages with the bot. */
  guild: string | null;
  channelId: string;
  /** The message that a link leads to. */
  messageId?: string;
}

/** The hash of a place: `#/alice/listening-room/123`, or `#/alice/@me` for the direct messages. */
export function toHash(person: string, guild: string | null, channelId?: string, messageId?: string): string {
  const channel = guild || messageId ? [channelId, messageId] : [];
  return ['#', person, guild ?? '@me', ...channel]
    .filter((part) => part !== undefined)
    .map(encodeURIComponent)
    .join('/')
    .replace(/^%23/, '#')
    .replace('%40me', '@me');
}

/** Names a channel as one person sees it. */
export function placeKey({ person, channelId }: Pick<Place, 'person' | 'channelId'>): string {
  return `${person}/${channelId}`;
}

/** The guilds a person is a member of. */
export function guildsOf(world: World, person: string): GuildView[] {
  return world.guilds.filter(({ members }) => members.some(({ key }) => key === person));
}

/** Reads a hash; whatever is unknown in it falls back to the first person, guild or channel. */
export function fromHash(hash: string, world: World): Place | null {
  const [personKey, guildKey, channelId, messageId] = hash
    .replace(/^#\//, '')
    .split('/')
    .map(decodeURIComponent);
  const person = world.people.find(({ key }) => key === personKey) ?? world.people[0];
  if (!person) return null;
  const linked = messageId === undefined ? {} : { messageId };
  const guilds = guildsOf(world, person.key);
  const guild = guilds.find(({ key }) => key === guildKey) ?? guilds[0];
  if (guildKey === '@me' || !guild) {
    return { person: person.key, guild: null, channelId: world.dmChannels[person.user.id] ?? '', ...linked };
  }
  const channels = visibleChannels(guild, person.key);
  const channel = channels.find(({ id }) => id === channelId) ?? channels[0];
  return { person: person.key, guild: guild.key, channelId: channel?.id ?? '', ...linked };
}

/** The person who acts. */
export function personAt(world: World, place: Place): Person | undefined {
  return world.people.find(({ key }) => key === place.person);
}

/** The guild of a place; undefined in direct messages. */
export function guildAt(world: World, place: Place): GuildView | undefined {
  return world.guilds.find(({ key }) => key === place.guild);
}

/** The name of the channel of a place: a channel's name, or the bot's in direct messages. */
export function channelName(world: World, place: Place): string {
  const channel = guildAt(world, place)?.channels.find(({ id }) => id === place.channelId);
  return channel?.name ?? world.bot.username;
}

/** How Discord shows somebody: the nickname here, else the display name, else the user name. */
export function displayName(world: World, userId: string, guild?: GuildView): string {
  const nick = guild?.members.find((member) => member.userId === userId)?.nick;
  const user =
    world.bot.id === userId ? world.bot : world.people.find((person) => person.user.id === userId)?.user;
  return nick ?? user?.global_name ?? user?.username ?? 'unknown-user';
}
