import { InteractionType } from 'discord-api-types/v10';
import type { z } from 'zod';
import type { Gateway } from '../gateway/gateway.ts';
import type { Person } from '../protocol.ts';
import { discordError } from '../rest/errors.ts';
import type { Interaction } from '../state/interactions.ts';
import type { State } from '../state/state.ts';
import type { act, ActOf } from './act.ts';
import type { Deed } from './deed.ts';
import { personOf } from './enter.ts';
import { submitModal } from './modal.ts';
import { createResolver, interactionBase, interactionToken } from './payload.ts';
import { runCommand } from './run-command.ts';
import { useComponent } from './use-component.ts';

function submit(state: State, person: Person, deed: ActOf<'modal'>): Deed {
  const opened = state.interactions.get(deed.interactionId);
  if (!opened?.modal || opened.actor !== person) throw discordError(10062);
  const resolver = createResolver(state, opened.place);
  const components = submitModal(opened.modal.components, deed.values, resolver, deed.force ?? false);
  const data = { custom_id: deed.customId ?? opened.modal.custom_id, components, ...resolver.data() };
  const { place, sourceId, owners } = opened;
  return { place, type: InteractionType.ModalSubmit, data, sourceId, owners };
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
  const { place, type, data, sourceId, owners } = deedOf(state, actor, given);
  const id = state.snowflake();
  const token = interactionToken(id);
  const source = state.messages.get(sourceId ?? '');
  const sent = {
    id,
    type,
    data,
    ...interactionBase(state, actor, place),
    authorizing_integration_owners: owners,
    ...(source && { message: source.message }),
  };
  const fresh = { id, token, kind: given.kind, actor, place, type, sent, sourceId, owners };
  const times = state.faults.current.duplicate ? 2 : 1;
  return state.interactions.open(fresh, () =>
    gateway.dispatch('INTERACTION_CREATE', { ...sent, token }, { guildId: place.guild?.id ?? null, times }),
  );
}
