import { randomBytes } from 'node:crypto';
import { ChannelType, InteractionContextType } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { ATTACHMENT_BYTES_MAX } from '../rest/rest.ts';
import { permissionsAt, permissionsIn } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { memberJson } from '../state/guild.ts';
import type { Place } from '../state/world.ts';

function channelJson(place: Place, permissions: bigint) {
  if (place.channel.type === ChannelType.DM) return place.channel;
  const { permission_overwrites: _hidden, ...channel } = place.channel;
  return { ...channel, permissions: String(permissions) };
}

// Where the bot is no member, it has what everybody has.
function appPermissions(place: Place, botId: string): bigint {
  const { guild } = place;
  const everyone = guild?.roles.find(({ id }) => id === guild.id)?.permissions ?? 0;
  return guild && !guild.members.has(botId) ? BigInt(everyone) : permissionsAt(place, botId, botId);
}

/** What every interaction carries, whoever acts and whatever they do. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function interactionBase(state: State, actor: Person, place: Place) {
  const { user, locale } = actor;
  const permissions = permissionsAt(place, user.id, state.world.bot.id);
  const { guild } = place;
  const member = guild?.members.get(user.id);
  return {
    application_id: state.application.id,
    channel: channelJson(place, permissions),
    channel_id: place.channel.id,
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.locale, features: [] },
      guild_locale: guild.locale,
    }),
    ...(guild && member
      ? {
          member: {
            ...memberJson(member),
            permissions: String(permissions),
            unusual_dm_activity_until: null,
          },
        }
      : { user }),
    version: 1,
    app_permissions: String(appPermissions(place, state.world.bot.id)),
    locale,
    entitlements: [],
    context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    attachment_size_limit: ATTACHMENT_BYTES_MAX,
  };
}

/** A token as long and as opaque as Discord's. */
export function interactionToken(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(72).toString('hex')}`).toString('base64url');
}

/** Collects the users, roles, channels and files that an interaction names by id. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure */
export function createResolver(state: State, place: Place) {
  const resolved: Record<string, Record<string, unknown>> = {};
  const put = (kind: string, id: string, value: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: value };
    return true;
  };
  const { guild } = place;
  const kinds = {
    user(id: string) {
      const user = state.world.user(id);
      if (!user) return false;
      const member = guild?.members.get(id);
      if (guild && member) {
        const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberJson(member);
        put('members', id, { ...rest, permissions: String(permissionsIn(guild, id, place.channel)) });
      }
      return put('users', id, user);
    },
    role(id: string) {
      const role = guild?.roles.find((one) => one.id === id);
      return role ? put('roles', id, role) : false;
    },
    channel(id: string) {
      const channel = guild?.channels.find((one) => one.id === id);
      if (!guild || !channel) return false;
      const permissions = String(permissionsIn(guild, state.world.bot.id, channel));
      return put('channels', id, { ...channel, permissions });
    },
    mentionable: (id: string): boolean => kinds.user(id) || kinds.role(id),
    attachment(id: string) {
      const attachment = state.attachments.get(id);
      return attachment ? put('attachments', id, attachment) : false;
    },
    message(id: string) {
      const stored = state.messages.get(id);
      return stored?.message.channel_id === place.channel.id ? put('messages', id, stored.message) : false;
    },
  };
  return {
    /** Notes one id; false when there is no such thing here. */
    add: (kind: keyof typeof kinds, id: unknown): boolean => typeof id === 'string' && kinds[kind](id),
    /** The `resolved` property, when there is something to tell. */
    data: () => (Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

/** See {@link createResolver}. */
export type Resolver = ReturnType<typeof createResolver>;
