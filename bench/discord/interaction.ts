import { ApplicationCommandOptionType, InteractionType } from 'discord-api-types/v10';
import { APPLICATION_ID } from './ids.ts';

/** What somebody types. */
export interface Typed {
  userId: string;
  /** Null in a direct message. */
  guildId: string | null;
  /** `playlist add`, `help`, or `todo lists show`. */
  command: string;
  options?: Record<string, string | number>;
  /** The option that is being typed: asks for suggestions instead. */
  completing?: string;
}

/** Discord's epoch in milliseconds. */
const EPOCH = 1_420_070_400_000;

/** Ids like Discord's: the moment, and a counter so that no two are equal. */
let counter = BigInt(Date.now() - EPOCH) << 22n;
const nextId = () => String((counter += 1n));

/** An INTERACTION_CREATE as Discord sends it. Source: Discord documentation, "Receiving and Responding". */
export function interaction({ userId, guildId, command, options = {}, completing }: Typed) {
  const id = nextId();
  const [name = '', ...path] = command.split(' ');
  const values = Object.entries(options).map(([option, value]) => ({
    name: option,
    type:
      typeof value === 'number' ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.String,
    value,
    ...(option === completing ? { focused: true } : {}),
  }));
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
  const given = path.reduceRight<object[]>(
    (inner, part, depth) => [
      { type: depth === path.length - 1 ? Subcommand : SubcommandGroup, name: part, options: inner },
    ],
    values,
  );
  return {
    id,
    application_id: APPLICATION_ID,
    token: `token-${id}-of-an-interaction-that-is-about-as-long-as-the-ones-of-discord-are`,
    type:
      completing === undefined
        ? InteractionType.ApplicationCommand
        : InteractionType.ApplicationCommandAutocomplete,
    version: 1,
    ...placeOf(userId, guildId),
    locale: 'en-US',
    entitlements: [],
    app_permissions: '442368',
    attachment_size_limit: 10_485_760,
    data: { id: '300000000000000001', name, type: 1, ...(given.length > 0 ? { options: given } : {}) },
  };
}

function placeOf(userId: string, guildId: string | null) {
  const user = {
    id: userId,
    username: `user${userId}`,
    global_name: 'Somebody',
    discriminator: '0',
    avatar: null,
    public_flags: 0,
  };
  const channelId = '400000000000000001';
  if (guildId === null) {
    const channel = { id: channelId, type: 1, flags: 0, recipients: [user] };
    return { channel_id: channelId, channel, user, context: 1, authorizing_integration_owners: { 0: '0' } };
  }
  return {
    channel_id: channelId,
    channel: {
      id: channelId,
      type: 0,
      name: 'general',
      guild_id: guildId,
      position: 0,
      flags: 0,
      permissions: '2147483647',
    },
    guild_id: guildId,
    guild: { id: guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: {
      user,
      roles: [],
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      nick: null,
      avatar: null,
      premium_since: null,
      communication_disabled_until: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: 0,
      permissions: '2147483615',
    },
    context: 0,
    authorizing_integration_owners: { 0: guildId },
  };
}
