import type {
  APIApplicationCommandOptionChoice,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionsString,
} from 'discord.js';
import type { z } from 'zod';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Module } from '../../domain/modules.ts';
import type { Cost } from '../../domain/rate-limits.ts';
import type { ChooserKind } from './chooser.ts';
import type { Context } from './context.ts';
import { stateIn } from './custom-id.ts';
import type { Form, Opened } from './form.ts';
import { parseInput } from './options.ts';
import type { Reply } from './reply.ts';

/** What Discord shows below an option while somebody types. */
export type Choice = APIApplicationCommandOptionChoice<string>;

/** Finds choices for what was typed so far, in one indexed query. `given` has all options as they are now, unparsed. */
export type Suggest = (
  context: Context & { typed: string; given: Readonly<Record<string, unknown>> },
) => Promise<Choice[]>;

/** Something a person can type; made by `subcommand`. */
export interface Subcommand {
  readonly input: z.ZodObject;
  /** Answers with a form, which must be the first response: it is never deferred. */
  readonly opensForm: boolean;
  /** How often one person may use it. */
  readonly cost: Cost;
  readonly suggest: Readonly<Partial<Record<string, Suggest>>>;
  execute(context: Context, given: Record<string, unknown>): Promise<Reply | Opened>;
}

/**
 * Declares what a person can type. `input` is declared once: Discord's options are read off it, it parses what arrives,
 * and its type is what `execute` receives. Descriptions are in src/locales, below `commands`.
 */
export function subcommand<S extends z.ZodObject>(declared: {
  input: S;
  opensForm?: boolean;
  cost?: Cost;
  suggest?: { [Option in keyof z.output<S>]?: Suggest };
  execute(context: Context & { input: z.output<S> }): Promise<Reply | Opened>;
}): Subcommand {
  return {
    input: declared.input,
    opensForm: declared.opensForm ?? false,
    cost: declared.cost ?? 'usual',
    suggest: declared.suggest ?? {},
    execute: (context, given) => declared.execute({ ...context, input: parseInput(declared.input, given) }),
  };
}

/** Subcommands that are typed behind the name of their group, which has its description in src/locales as they have. */
export function group(
  name: string,
  subcommands: Readonly<Record<string, Subcommand>>,
): Readonly<Record<string, Subcommand>> {
  return Object.fromEntries(
    Object.entries(subcommands).map(([sub, declared]) => [`${name} ${sub}`, declared]),
  );
}

/** What a pressed button, or a menu that was chosen from, does; made by `component` and `select`. */
export interface Component {
  readonly id: string;
  /** Of its state: raise it when that means something else, and what was shown before says that it is out of date. */
  readonly version: number;
  readonly kind: 'button' | ChooserKind;
  /** How often one person may press it, apart from the other components; null counts them together. */
  readonly cost: Cost | null;
  /** Answers with a form, which must be the first response: it is never deferred. */
  readonly opensForm: boolean;
  /** Of which of the commands that have it a state is. @throws UserError for a state that is none */
  readonly commandOf?: (values: readonly string[]) => string;
  /** @param chosen what was chosen in a menu, as `rawChosen` reads it; nothing for a button */
  press(context: Context, values: readonly string[], chosen: readonly unknown[]): Promise<Reply | Opened>;
}

/** How a component is declared besides what it does. */
export interface ComponentHow {
  opensForm?: boolean;
  /** When one press does more than turn a page. */
  cost?: Cost;
  version?: number;
}

/** A component whose buttons can be made: `customId` writes the state into them, bound to the caller. */
export interface BoundComponent<State> extends Component {
  customId(caller: Caller, state: State): string;
}

/**
 * Declares what a press does. The state travels in the custom_id, in the order of the schema's keys, and is parsed when
 * it comes back, for anybody can forge one. The reply replaces the message that the button was on; one that opens a form
 * says so.
 */
export function component<S extends z.ZodObject>(
  id: string,
  state: S,
  press: (context: Context & { state: z.output<S> }) => Promise<Reply | Opened>,
  how: ComponentHow & { commandOf?: (state: z.output<S>) => string } = {},
): BoundComponent<z.input<S>> {
  const { opensForm = false, version = 1, cost, commandOf } = how;
  const { write, read } = stateIn(id, version, state);
  return {
    id,
    version,
    kind: 'button',
    cost: cost ?? null,
    opensForm,
    ...(commandOf && { commandOf: (values) => commandOf(read(values)) }),
    customId: write,
    press: (context, values) => press({ ...context, state: read(values) }),
  };
}

/** A message that somebody chose a command for. */
export interface TargetMessage {
  readonly id: string;
  readonly content: string;
}

/** What a person can choose in the menu of a message, below Apps. */
export interface OnMessage {
  readonly opensForm: boolean;
  execute(context: Context & { message: TargetMessage }): Promise<Reply | Opened>;
}

/** A person that somebody chose a command for. */
export interface TargetUser {
  readonly id: string;
  /** Of the server that it was chosen in. */
  readonly isMember: boolean;
  readonly isBot: boolean;
}

/** What a person can choose in the menu of a person, below Apps. */
export interface OnUser {
  readonly opensForm: boolean;
  execute(context: Context & { user: TargetUser }): Promise<Reply | Opened>;
}

/** A top-level command as Discord knows it: subcommands, one thing to run, or something to do with a message or a person. */
export interface Command {
  /** Also the key of its words in the locales, below `commands`. */
  readonly name: string;
  /** Servers can switch it off together with the rest of this module. */
  readonly module?: Module;
  readonly contexts: readonly InteractionContextType[];
  readonly installs: readonly ApplicationIntegrationType[];
  /** Needed of the caller, by default in Discord and always here. */
  readonly permission?: PermissionsString;
  /** By their paths: `add`, or `lists create` for one in a group. */
  readonly subcommands?: Readonly<Record<string, Subcommand>>;
  readonly run?: Subcommand;
  readonly onMessage?: OnMessage;
  readonly onUser?: OnUser;
  readonly components?: readonly Component[];
  readonly forms?: readonly Form[];
}
