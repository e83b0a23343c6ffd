import { ApplicationCommandOptionType as Option, ApplicationCommandType } from 'discord-api-types/v10';
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';
import type { FilledOption } from '../protocol.ts';

/** A file a person picks from their disk. */
export interface PickedFile {
  filename: string;
  data: string | Uint8Array;
  contentType?: string;
}

/** Somebody, as an option's value. */
export interface Somebody {
  readonly id: string;
}

/** What a test gives an option: plain values, a member for a user option, a name for a channel or role, a file. */
export type OptionValue = string | number | boolean | Somebody | PickedFile;

/** Turns a value into what Discord sends for an option of that type, such as an id. */
export type ToSent = (type: Option, value: OptionValue) => Promise<string | number | boolean>;

const isSubcommand = (type: Option) => type === Option.Subcommand || type === Option.SubcommandGroup;
const namesOf = (options: { name: string }[]) => options.map(({ name }) => name).join(', ') || 'none';

/** A slash command found by what a person types, such as `/playlist create`. */
export interface TypedCommand {
  command: APIApplicationCommand;
  /** The subcommand group and subcommand, outermost first. */
  path: APIApplicationCommandOption[];
  options: APIApplicationCommandOption[];
}

/** Finds a command among those a person sees. Throws, naming what there is, when it is not one of them. */
export function findCommand(commands: APIApplicationCommand[], typed: string): TypedCommand {
  const [root, ...words] = typed.replace(/^\//, '').split(/\s+/);
  const command = commands.find(
    ({ name, type }) => type === ApplicationCommandType.ChatInput && name === root,
  );
  if (!command) throw new Error(`No command /${root} is offered here: ${namesOf(commands)}.`);
  const path: APIApplicationCommandOption[] = [];
  let options = command.options ?? [];
  for (const word of words) {
    const next = options.find(({ name, type }) => name === word && isSubcommand(type));
    if (!next) throw new Error(`"${typed}" has no subcommand "${word}": ${namesOf(options)}.`);
    path.push(next);
    options = ('options' in next && next.options) || [];
  }
  if (options.some(({ type }) => isSubcommand(type)))
    throw new Error(`"${typed}" needs a subcommand: ${namesOf(options)}.`);
  return { command, path, options };
}

/** Fills the options of a command. Throws for an option that it does not have. */
export async function fillOptions(
  { path, options }: TypedCommand,
  values: Record<string, OptionValue | undefined>,
  toSent: ToSent,
  focused?: string,
): Promise<FilledOption[]> {
  let filled: FilledOption[] = [];
  for (const [name, value] of Object.entries(values)) {
    const option = options.find((one) => one.name === name);
    if (!option) throw new Error(`There is no option "${name}": ${namesOf(options)}.`);
    if (value === undefined) continue;
    const sent = await toSent(option.type, value);
    filled.push({ name, type: option.type, value: sent, ...(name === focused && { focused: true }) });
  }
  if (focused !== undefined && !filled.some((one) => one.focused))
    throw new Error(`The option "${focused}" is being typed, but has no value.`);
  for (const { name, type } of path.toReversed()) filled = [{ name, type, options: filled }];
  return filled;
}
