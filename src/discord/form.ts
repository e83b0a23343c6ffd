import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from 'discord.js';
import { z } from 'zod';
import type { Caller } from '../domain/caller.ts';
import type { Cost } from '../domain/rate-limits.ts';
import type { Context } from './command.ts';
import { writeCustomId } from './custom-id.ts';
import { parseInput } from './options.ts';
import type { Reply } from './replies.ts';

/** What a person filled in; made by `form`. */
export interface Form {
  readonly id: string;
  /** How often one person may submit it. */
  readonly cost: Cost;
  /** Answers are only for the caller's eyes, whatever they prefer. */
  readonly private: boolean;
  submit(context: Context, values: readonly string[], fields: Record<string, unknown>): Promise<Reply>;
}

/** How one field of a form looks when it opens. Labels have 45 characters at most. */
export interface FieldLook {
  label: string;
  value?: string | null;
  /** For a choice: what can be chosen, 25 at most. A schema's own choices need their labels here. */
  choices?: { label: string; value: string; description?: string }[];
}

/** A form that can be opened: `open` makes Discord's modal, bound to the caller. */
export interface OpenableForm<State, Fields> extends Form {
  open(
    caller: Caller,
    state: State,
    look: { title: string; fields: Record<keyof Fields, FieldLook> },
  ): Opened;
}

/** In place of a reply: a modal, which must be the first response. */
export interface Opened {
  modal: APIModalInteractionResponseCallbackData;
}

/**
 * Declares a modal and what submitting it does. `fields` is declared once: limits are read off it for Discord, and it
 * parses what comes back. A field marked `.meta({ paragraph: true })` has several lines.
 * Source: Discord documentation, "Modals" and "Component Reference", label, text input and string select.
 */
export function form<S extends z.ZodObject, F extends z.ZodObject>(
  id: string,
  state: S,
  fields: F,
  submit: (context: Context & { state: z.output<S>; fields: z.output<F> }) => Promise<Reply>,
  { cost = 'usual', private: isPrivate = false }: { cost?: Cost; private?: boolean } = {},
): OpenableForm<z.input<S>, z.input<F>> {
  const keys = Object.keys(state.shape);
  return {
    id,
    cost,
    private: isPrivate,

    open(caller, values, look) {
      const { properties = {}, required = [] } = z.toJSONSchema(fields, { io: 'input' });
      const texts = keys.map((key) => String(values[key as keyof typeof values]));
      return {
        modal: {
          custom_id: writeCustomId({ component: id, userId: caller.userId, values: texts }),
          title: look.title,
          components: Object.entries(properties).map(([name, schema]) => {
            const shown = look.fields[name];
            return {
              type: ComponentType.Label,
              label: shown?.label ?? name,
              component: fieldOf(name, schema as FieldSchema, required.includes(name), shown),
            };
          }),
        },
      };
    },

    submit: (context, values, given) =>
      submit({
        ...context,
        state: parseInput(state, Object.fromEntries(keys.map((key, i) => [key, values[i]]))),
        fields: parseInput(fields, given),
      }),
  };
}

interface FieldSchema {
  enum?: string[];
  choice?: boolean;
  paragraph?: boolean;
  minLength?: number;
  maxLength?: number;
}

function fieldOf(
  name: string,
  schema: FieldSchema,
  required: boolean,
  look?: FieldLook,
): APIComponentInLabel {
  const value = look?.value ?? '';
  if (schema.enum || schema.choice) {
    const options = (look?.choices ?? []).map((choice) => ({ ...choice, default: choice.value === value }));
    return { type: ComponentType.StringSelect, custom_id: name, options, required };
  }
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: schema.paragraph ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    ...(value ? { value } : {}),
    ...(schema.maxLength ? { max_length: Math.min(schema.maxLength, 4_000) } : {}),
  };
}

/** The values of a submitted modal by the names of their fields; what was left empty is absent. */
export function rawFields(interaction: ModalSubmitInteraction): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [name, field] of interaction.fields.fields) {
    const value = 'values' in field ? field.values[0] : 'value' in field ? field.value : undefined;
    if (value !== undefined && value !== '') raw[name] = value;
  }
  return raw;
}
