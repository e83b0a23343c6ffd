import { ComponentType, type APISelectMenuComponent } from 'discord.js';
import { z } from 'zod';
import type { Caller } from '../../domain/ownership/caller.ts';
import { CHOOSERS, pickerOf, readSchema, type ChooserKind, type MenuChoice } from './chooser.ts';
import type { BoundComponent, ComponentHow } from './command.ts';
import type { Context } from './context.ts';
import { stateIn } from './custom-id.ts';
import type { Opened } from './form.ts';
import { parseChosen } from './options.ts';
import type { Reply } from './reply.ts';

/** How a menu looks. */
export interface MenuLook {
  placeholder: string;
  /** For a menu of strings: 1 to 25, each with a value of its own. */
  choices?: readonly MenuChoice[];
  /** Ids that are chosen from the start, in a menu of people, roles or channels. */
  chosen?: readonly string[];
  disabled?: boolean;
}

/** A component that people choose in: `menu` makes it, bound to the caller. */
export interface BoundSelect<State> extends BoundComponent<State> {
  menu(context: { caller: Caller }, state: State, look: MenuLook): APISelectMenuComponent;
}

/**
 * Declares a menu below a message and what choosing in it does. `chosen` is declared once: of what and how many can be
 * chosen is read off it, and it parses what comes back. `z.array(memberOption).max(3)` is a menu of people,
 * `z.array(z.uuid().meta({ choice: true })).max(25)` one of strings whose choices `menu` is given.
 */
export function select<S extends z.ZodObject, C extends z.ZodType<unknown[]>>(
  id: string,
  state: S,
  chosen: C,
  choose: (context: Context & { state: z.output<S>; chosen: z.output<C> }) => Promise<Reply | Opened>,
  { opensForm = false, version = 1, cost }: ComponentHow = {},
): BoundSelect<z.input<S>> {
  const { write, read } = stateIn(id, version, state);
  const { kind, min, max } = readSchema(z.toJSONSchema(chosen, { io: 'input' }));
  if (!isChooser(kind)) throw new TypeError(`${kind} cannot be chosen in a menu of a message`);
  return {
    id,
    version,
    kind,
    cost: cost ?? null,
    opensForm,
    customId: write,
    press: (context, values, raw) =>
      choose({ ...context, state: read(values), chosen: parseChosen(chosen, raw) }),

    menu({ caller }, values, { placeholder, choices = [], chosen: before = [], disabled = false }) {
      const look = { custom_id: write(caller, values), placeholder, disabled };
      if (kind === 'string') {
        // Discord refuses a menu that asks for more than it offers.
        const range = {
          min_values: Math.min(min, choices.length),
          max_values: Math.min(max, choices.length),
        };
        return { type: ComponentType.StringSelect, ...look, ...range, options: [...choices] };
      }
      return pickerOf(kind, { ...look, min_values: min, max_values: max }, before);
    },
  };
}

function isChooser(kind: string): kind is ChooserKind {
  return Object.hasOwn(CHOOSERS, kind);
}
