import { ApplicationCommandType, InteractionType } from 'discord-api-types/v10';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { discordError } from '../rest/errors.ts';
import type { State } from '../state/state.ts';
import type { ActOf } from './act.ts';
import type { Deed } from './deed.ts';
import { enter } from './enter.ts';
import { ownersOf } from './installation.ts';
import { checkOptions, resolveOptions } from './options.ts';
import { createResolver } from './payload.ts';
import { visibleCommands } from './visible-commands.ts';

/** A person runs a command, or types into one. Throws 10063, 50013, 50035. */
export function runCommand(state: State, person: Person, deed: ActOf<'command' | 'autocomplete'>): Deed {
  const place = enter(state, person, deed.channelId);
  const type = deed.type ?? ApplicationCommandType.ChatInput;
  const isWanted = (one: APIApplicationCommand) => one.name === deed.command && one.type === type;
  const everywhere = [...state.commands.list(place.guild?.id ?? null), ...state.commands.list(null)];
  const found =
    visibleCommands(state, person, place).find(isWanted) ?? (deed.force && everywhere.find(isWanted));
  if (!found) throw discordError(everywhere.some(isWanted) ? 50013 : 10063);
  const typing = deed.kind === 'autocomplete';
  const resolver = createResolver(state, place);
  if (deed.force) resolveOptions(deed.options, resolver);
  else if (type === ApplicationCommandType.ChatInput)
    checkOptions(found.options ?? [], deed.options, { resolver, typing });
  if (type !== ApplicationCommandType.ChatInput) {
    const kind = type === ApplicationCommandType.User ? 'user' : 'message';
    if (!resolver.add(kind, deed.targetId)) throw discordError(kind === 'user' ? 10013 : 10008);
  }
  const data = {
    id: found.id,
    name: found.name,
    type,
    ...(found.guild_id !== undefined && { guild_id: found.guild_id }),
    ...(type === ApplicationCommandType.ChatInput && { options: deed.options }),
    ...(deed.targetId !== undefined && { target_id: deed.targetId }),
    ...resolver.data(),
  };
  const kind = typing ? InteractionType.ApplicationCommandAutocomplete : InteractionType.ApplicationCommand;
  const owners = ownersOf(found, person, place, state.world.bot.id);
  return { place, type: kind, data, sourceId: null, owners };
}
