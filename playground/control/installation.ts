import { ApplicationIntegrationType as Installed } from 'discord-api-types/v10';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { isRecord } from '../state/is-record.ts';
import type { StoredMessage } from '../state/messages.ts';
import type { Place } from '../state/world.ts';

/** Who installed the app, by kind of installation: `{ '0': guildId }`, `{ '1': userId }`, or both. */
export type Owners = Record<string, string>;

/** Whose installations allow a command here; empty when none does. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object */
export function ownersOf(
  command: APIApplicationCommand,
  person: Person,
  place: Place,
  botId: string,
): Owners {
  const types = command.guild_id === undefined ? (command.integration_types ?? []) : [Installed.GuildInstall];
  const hasBot = !place.guild || place.guild.members.has(botId);
  return {
    // Documented: "0" stands for the direct messages with the bot.
    ...(types.includes(Installed.GuildInstall) && hasBot && { '0': place.guild?.id ?? '0' }),
    ...(types.includes(Installed.UserInstall) && person.installed && { '1': person.user.id }),
  };
}

/** Whose installations a message came by, which hold for its components too. */
export function ownersOfMessage({ message }: StoredMessage, place: Place): Owners {
  const owners: unknown = message.interaction_metadata?.authorizing_integration_owners;
  if (!isRecord(owners)) return { '0': place.guild?.id ?? '0' };
  return Object.fromEntries(Object.entries(owners).map(([kind, id]) => [kind, String(id)]));
}
