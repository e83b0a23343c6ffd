import { ComponentType, InteractionType } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { discordError, invalidForm } from '../rest/errors.ts';
import { flatten, isInteractive } from '../state/components.ts';
import type { State } from '../state/state.ts';
import type { ActOf } from './act.ts';
import type { Deed } from './deed.ts';
import { enter } from './enter.ts';
import { checkChosen } from './fields.ts';
import { ownersOfMessage } from './installation.ts';
import { createResolver } from './payload.ts';

/** A person presses a button or chooses in a select. Throws 10008, 50035. */
export function useComponent(state: State, person: Person, deed: ActOf<'component'>): Deed {
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
  const owners = ownersOfMessage(stored, place);
  return { place, type: InteractionType.MessageComponent, data, sourceId: stored.message.id, owners };
}
