import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from 'discord.js';
import { z } from 'zod';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Cost } from '../../domain/rate-limits.ts';
import { pickerOf, rawChosen, readSchema, type MenuChoice } from './chooser.ts';
import type { Context } from './context.ts';
import { stateIn } from './custom-id.ts';
import { parseInput } from './options.ts';
import type { Reply } from './reply.ts';

/** What a person filled in; made by `form`. */
export interface Form {
  readonly id: string;
  /** Of its state, as that of a component. */
  readonly version: number;
  /** How often one person may submit it. */
  readonly cost: Cost;
  submit(context: Context, values: readonly string[], fields: Record<string, unknown>): Promise<Reply>;
}

/** How one field of a form looks when it opens. Labels have 45 characters at most. */
export interface FieldLook {
  label: string;
  description?: string;
  /** What it is filled with: text, or what is chosen of `choices`, or ids of people, roles or channels. */
  value?: string | readonly string[] | null;
  /** For a choice: what can be chosen, 25 at most. A schema's own choices need their labels here. */
  choices?: readonly MenuChoice[];
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
  { cost = 'usual', version = 1 }: { cost?: Cost; version?: number } = {},
): OpenableForm<z.input<S>, z.input<F>> {
  const { write, read } = stateIn(id, version, state);
  const { properties = {}, required = [] } = z.toJSONSchema(fields, { io: 'input' });
  const schemas = Object.entries(properties) as [string, FieldSchema][];
  return {
    id,
    version,
    cost,

    open: (caller, values, look) => ({
      modal: {
        custom_id: write(caller, values),
        title: look.title,
        components: schemas.map(([name, schema]) => {
          const { label = name, description, ...shown } = look.fields[name] ?? {};
          return {
            type: ComponentType.Label,
            label,
            ...(description ? { description } : {}),
            component: fieldOf(name, schema, required.includes(name), shown),
          };
        }),
      },
    }),

    submit(context, values, given) {
      // One value of a menu arrives as a list of one.
      const said = schemas.map(([name, schema]) => {
        const value = given[name];
        return [name, Array.isArray(value) && !readSchema(schema).several ? value[0] : value] as const;
      });
      return submit({
        ...context,
        state: read(values),
        fields: parseInput(fields, Object.fromEntries(said)),
      });
    },
  };
}

interface FieldSchema {
  paragraph?: boolean;
  maxLength?: number;
}

function fieldOf(
  name: string,
  schema: FieldSchema,
  required: boolean,
  { value, choices = [] }: Omit<FieldLook, 'label' | 'description'>,
): APIComponentInLabel {
  const { kind, min, max } = readSchema(schema);
  const before = value === undefined || value === null || value === '' ? [] : [value].flat();
  if (kind === 'text') {
    return {
      type: ComponentType.TextInput,
      custom_id: name,
      style: schema.paragraph ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required,
      ...(before[0] ? { value: before[0] } : {}),
      ...(schema.maxLength ? { max_length: Math.min(schema.maxLength, 4_000) } : {}),
    };
  }
  const range = { custom_id: name, required, min_values: required ? min : 0, max_values: max };
  if (kind === 'attachment') return { type: ComponentType.FileUpload, ...range };
  if (kind === 'string') {
    const options = choices.map((choice) => ({ ...choice, default: before.includes(choice.value) }));
    return {
      type: ComponentType.StringSelect,
      ...range,
      max_values: Math.min(max, options.length),
      options,
    };
  }
  return pickerOf(kind, range, before);
}

/** The values of a submitted modal by the names of their fields; what was left empty is absent, menus and files are lists. */
export function rawFields(interaction: ModalSubmitInteraction): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [name, field] of interaction.fields.fields) {
    if ('values' in field) {
      const resolved = field.type === ComponentType.CheckboxGroup ? {} : field;
      if (field.values.length > 0) raw[name] = rawChosen(field.values, resolved);
    } else if ('value' in field && field.value !== '') raw[name] = field.value;
  }
  return raw;
}
