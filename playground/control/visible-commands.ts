import { InteractionContextType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { permissionsAt } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Place } from '../state/world.ts';
import { ownersOf } from './installation.ts';

function inContext(command: APIApplicationCommand, context: InteractionContextType): boolean {
  return !command.contexts || command.contexts.includes(context);
}

/** The commands a person is offered in a place: installations, contexts and permissions applied. https://docs.discord.com/developers/interactions/application-commands#permissions */
export function visibleCommands(state: State, person: Person, place: Place): APIApplicationCommand[] {
  const botId = state.world.bot.id;
  const isInstalled = (one: APIApplicationCommand) =>
    Object.keys(ownersOf(one, person, place, botId)).length > 0;
  const global = state.commands.list(null).filter(isInstalled);
  if (!place.guild)
    return global.filter((one) => inContext(one, InteractionContextType.BotDM) && one.dm_permission);
  const permissions = permissionsAt(place, person.user.id, botId);
  if ((permissions & PermissionFlagsBits.UseApplicationCommands) === 0n) return [];
  const isAdmin = (permissions & PermissionFlagsBits.Administrator) !== 0n;
  function mayUse({ default_member_permissions: wanted }: APIApplicationCommand): boolean {
    if (wanted === null || wanted === undefined || isAdmin) return true;
    return wanted !== '0' && (permissions & BigInt(wanted)) === BigInt(wanted);
  }
  return [
    ...state.commands.list(place.guild.id),
    ...global.filter((one) => inContext(one, InteractionContextType.Guild)),
  ].filter(mayUse);
}
