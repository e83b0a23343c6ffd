import { InteractionContextType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { permissionsAt } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Place } from '../state/world.ts';

function inContext(command: APIApplicationCommand, context: InteractionContextType): boolean {
  return !command.contexts || command.contexts.includes(context);
}

/** The commands a person is offered in a place: contexts, permissions and guild applied. https://docs.discord.com/developers/interactions/application-commands#permissions */
export function visibleCommands(state: State, person: Person, place: Place): APIApplicationCommand[] {
  const global = state.commands.list(null);
  if (!place.guild)
    return global.filter((one) => inContext(one, InteractionContextType.BotDM) && one.dm_permission);
  const permissions = permissionsAt(place, person.user.id, state.world.bot.id);
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
