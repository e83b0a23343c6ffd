import type { Gateway } from '../gateway/gateway.ts';
import type { World } from '../protocol.ts';
import { permissionsIn } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** The world as the page and the driver see it. */
export function worldView({ application, commands, messages, world }: State, gateway: Gateway): World {
  const keyOf = new Map(world.people.map(({ key, user }) => [user.id, key]));
  return {
    application,
    bot: world.bot,
    botOnline: gateway.online(),
    people: world.people,
    guilds: world.guilds.map((guild) => ({
      key: guild.key,
      id: guild.id,
      name: guild.name,
      ownerId: guild.ownerId,
      locale: guild.locale,
      channels: guild.channels,
      roles: guild.roles,
      botIsMember: guild.members.has(world.bot.id),
      unavailable: guild.unavailable,
      members: [...guild.members.values()].flatMap(({ user, nick, roles }) => {
        const key = keyOf.get(user.id);
        const permissions = String(permissionsIn(guild, user.id));
        return key === undefined ? [] : { key, userId: user.id, nick, roles, permissions };
      }),
    })),
    dmChannels: Object.fromEntries([...world.dmChannels].map(([userId, { id }]) => [userId, id])),
    newest: messages.newest(),
    hasCommands: [null, ...world.guilds.map(({ id }) => id)].some((id) => commands.list(id).length > 0),
  };
}
