import {
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { z } from 'zod';
import type { Gateway } from '../gateway/gateway.ts';
import type { Person } from '../protocol.ts';
import { discordError, invalidForm } from '../rest/errors.ts';
import type { Interaction } from '../state/interactions.ts';
import { flatten, isInteractive } from '../state/messages.ts';
import { permissionsAt } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Place } from '../state/world.ts';
import type { act, ActOf } from './act.ts';
import { checkChosen } from './fields.ts';
import { submitModal } from './modal.ts';
import { checkOptions, resolveOptions } from './options.ts';
import { createResolver, interactionBase, interactionToken } from './payload.ts';
import { visibleCommands } from './visible-commands.ts';

/** What an act comes to, before it becomes an interaction. */
interface Deed {
  place: Place;
  type: InteractionType;
  data: Record<string, unknown>;
  sourceId: string | null;
}

/** Where a person acts. Throws 10003, or 50001 when they cannot see the channel. */
export function enter(state: State, person: Person, channelId: string): Place {
  const place = state.world.place(channelId);
  if (!place) throw discordError(10003);
  const permissions = permissionsAt(place, person.user.id, state.world.bot.id);
  if ((permissions & PermissionFlagsBits.ViewChannel) === 0n) throw discordError(50001);
  return place;
}

/** The person of that key or user id. Throws 10013. */
export function personOf(state: State, keyOrId: string): Person {
  const person = state.world.person(keyOrId);
  if (!person) throw discordError(10013);
  return person;
}

function runCommand(state: State, person: Person, deed: ActOf<'command' | 'autocomplete'>): Deed {
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
  return { place, type: kind, data, sourceId: null };
}

function useComponent(state: State, person: Person, deed: ActOf<'component'>): Deed {
  const stored = state.messages.get(deed.messageId);
  if (!stored || (stored.visibleTo !== null && stored.visibleTo !== person.user.id))
    throw discordError(10008);
  const place = enter(state, person, stored.message.channel_id);
  const component = flatten(stored.message.components).find(
    (one) => one['custom_id'] === deed.customId && isInteractive(one),
  );
  if (!component && !deed.force) {
    const message = 'The message has no such component, or it is disabled.';
    throw invalidForm([{ path: ['customId'], code: 'COMPONENT_VALIDATION_FAILED', message }]);
  }
  const componentType = component?.['type'] ?? deed.componentType ?? ComponentType.Button;
  const resolver = createResolver(state, place);
  const values = deed.values ?? [];
  const isButton = componentType === ComponentType.Button;
  if (component && !isButton && !deed.force) checkChosen(component, values, resolver);
  const data = {
    id: component?.['id'] ?? 0,
    custom_id: deed.customId,
    component_type: componentType,
    ...(!isButton && { values }),
    ...resolver.data(),
  };
  return { place, type: InteractionType.MessageComponent, data, sourceId: stored.message.id };
}

function submit(state: State, person: Person, deed: ActOf<'modal'>): Deed {
  const opened = state.interactions.get(deed.interactionId);
  if (!opened?.modal || opened.actor !== person) throw discordError(10062);
  const resolver = createResolver(state, opened.place);
  const components = submitModal(opened.modal.components, deed.values, resolver, deed.force ?? false);
  const data = { custom_id: deed.customId ?? opened.modal.custom_id, components, ...resolver.data() };
  return { place: opened.place, type: InteractionType.ModalSubmit, data, sourceId: opened.sourceId };
}

function deedOf(state: State, person: Person, given: z.output<typeof act>): Deed {
  switch (given.kind) {
    case 'command':
    case 'autocomplete':
      return runCommand(state, person, given);
    case 'component':
      return useComponent(state, person, given);
    case 'modal':
      return submit(state, person, given);
    default:
      return given satisfies never;
  }
}

/** Does what a person wants: checks it, sends the interaction to the bot, and opens its three seconds. */
export function perform(state: State, gateway: Gateway, given: z.output<typeof act>): Interaction {
  const actor = personOf(state, given.as);
  const { place, type, data, sourceId } = deedOf(state, actor, given);
  const id = state.snowflake();
  const token = interactionToken(id);
  const source = state.messages.get(sourceId ?? '');
  const sent = {
    id,
    type,
    data,
    ...interactionBase(state, actor, place),
    ...(source && { message: source.message }),
  };
  const fresh = { id, token, kind: given.kind, actor, place, type, sent, sourceId };
  return state.interactions.open(fresh, () =>
    gateway.dispatch('INTERACTION_CREATE', { ...sent, token }, place.guild?.id ?? null),
  );
}
