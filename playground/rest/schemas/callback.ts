import { InteractionResponseType as Type, InteractionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { codePoints } from '../../state/code-points.ts';
import { flatten } from '../../state/components.ts';
import { modalComponent } from './components.ts';
import { complain, list, text, unique } from './primitives.ts';

/** The outside of every interaction response. */
export const callback = z.object({ type: z.enum(Type), data: z.unknown().optional() });

const REPLIES = [Type.ChannelMessageWithSource, Type.DeferredChannelMessageWithSource];
const UPDATES = [Type.DeferredMessageUpdate, Type.UpdateMessage];

/** Which callback types an interaction may be answered with. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export function allowedCallbacks(type: InteractionType, hasSource: boolean): Type[] {
  const allowed: Record<InteractionType, Type[]> = {
    [InteractionType.Ping]: [Type.Pong],
    [InteractionType.ApplicationCommand]: [...REPLIES, Type.Modal],
    [InteractionType.MessageComponent]: [...REPLIES, ...UPDATES, Type.Modal],
    [InteractionType.ModalSubmit]: hasSource ? [...REPLIES, ...UPDATES] : REPLIES,
    [InteractionType.ApplicationCommandAutocomplete]: [Type.ApplicationCommandAutocompleteResult],
  };
  return allowed[type];
}

const choiceValue = z.union([z.string(), z.number()]).superRefine((value, ctx) => {
  if (typeof value !== 'string') return;
  if (value === '') complain(ctx, 'BASE_TYPE_REQUIRED', 'This field is required');
  else if (codePoints(value) > 100)
    complain(ctx, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
});

/** A choice of an option or of an autocomplete result. https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure */
export const choice = z.object({
  name: text(1, 100),
  name_localizations: z.record(z.string(), text(1, 100)).nullish(),
  value: choiceValue,
});

/** The data of an autocomplete result. */
export const choicesData = z.object({ choices: list(choice, 0, 25) });

/** The data of a modal. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export const modalData = z.object({
  custom_id: text(1, 100),
  title: text(1, 45),
  components: list(modalComponent, 1, 5).superRefine((all, ctx) =>
    unique(
      flatten(all),
      (component) => component['custom_id'],
      () => complain(ctx, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
    ),
  ),
});
