import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIOverwrite, APIRole, APITextChannel, APIUser } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { asFlags } from './as-flags.ts';
import type { SeedChannel, SeedGuild } from './seed.ts';
import type { Guild, Member } from './guild.ts';

const JOINED_AT = '2024-03-01T18:00:00.000000+00:00';

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

function overwrites(guild: SeedGuild, { only, denied }: SeedChannel): APIOverwrite[] {
  const overwrite = (id: string, allow: bigint, deny: bigint): APIOverwrite => ({
    id,
    type: OverwriteType.Role,
    allow: String(allow),
    deny: String(deny),
  });
  if (denied !== undefined) return [overwrite(guild.id, 0n, denied)];
  if (only === undefined) return [];
  const seeing = guild.roles.filter(({ key }) => key === only || key === 'bot');
  return [
    overwrite(guild.id, 0n, PermissionFlagsBits.ViewChannel),
    ...seeing.map(({ id }) => overwrite(id, PermissionFlagsBits.ViewChannel, 0n)),
  ];
}

function channel(guild: SeedGuild, seed: SeedChannel, position: number): APITextChannel {
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
    flags: asFlags(0),
    permission_overwrites: overwrites(guild, seed),
  };
}

/** A guild of the seed with its roles, channels and members. */
export function guildFrom(seed: SeedGuild, people: Map<string, Person>, bot: APIUser): Guild {
  const roleIds = new Map(seed.roles.map(({ key, id }) => [key, id]));
  const idsOf = (keys: string[]) => keys.flatMap((key) => roleIds.get(key) ?? []);
  const self = { user: bot, nick: null, roles: idsOf(['bot']), joined_at: JOINED_AT };
  const members = new Map<string, Member>(seed.withoutBot ? [] : [[bot.id, self]]);
  const here = new Map<string, Member>();
  for (const [key, { nick = null, roles }] of Object.entries(seed.members)) {
    const person = people.get(key);
    if (person) here.set(key, { user: person.user, nick, roles: idsOf(roles), joined_at: JOINED_AT });
  }
  for (const member of here.values()) members.set(member.user.id, member);
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
    people: here,
    bot: self,
    unavailable: false,
  };
}
