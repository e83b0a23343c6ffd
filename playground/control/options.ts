import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { APIApplicationCommandOption } from 'discord-api-types/v10';
import type { FilledOption } from '../protocol.ts';
import { invalidForm } from '../rest/errors.ts';
import type { FieldError } from '../rest/errors.ts';
import { codePoints } from '../state/code-points.ts';
import { isRecord } from '../state/is-record.ts';
import { allowsText } from './channel-types.ts';
import type { Resolver } from './payload.ts';

const RESOLVED: Partial<Record<number, Parameters<Resolver['add']>[0]>> = {
  [Option.User]: 'user',
  [Option.Channel]: 'channel',
  [Option.Role]: 'role',
  [Option.Mentionable]: 'mentionable',
  [Option.Attachment]: 'attachment',
};
const STRING_MAX = 6000;

function numberProblem(option: APIApplicationCommandOption, value: unknown): string | undefined {
  const isInteger = option.type === Option.Integer;
  if (typeof value !== 'number' || !Number.isFinite(value) || (isInteger && !Number.isSafeInteger(value)))
    return isInteger ? 'Must be a whole number.' : 'Must be a number.';
  const min = limitOf(option, 'min_value') ?? Number.MIN_SAFE_INTEGER;
  const max = limitOf(option, 'max_value') ?? Number.MAX_SAFE_INTEGER;
  return value < min || value > max ? `Must be between ${min} and ${max}.` : undefined;
}

function stringProblem(option: APIApplicationCommandOption, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'Must be a string.';
  const min = limitOf(option, 'min_length') ?? 0;
  const max = limitOf(option, 'max_length') ?? STRING_MAX;
  const length = codePoints(value);
  return length < min || length > max ? `Must be between ${min} and ${max} in length.` : undefined;
}

function limitOf(option: APIApplicationCommandOption, key: string): number | undefined {
  const limit: unknown = Reflect.get(option, key);
  return typeof limit === 'number' ? limit : undefined;
}

const isBoolean = (value: unknown) => (typeof value === 'boolean' ? undefined : 'Must be true or false.');
const isType = ({ type }: { type: number }, given: number) => type === given;

const PROBLEMS: Partial<Record<Option, typeof stringProblem>> = {
  [Option.String]: stringProblem,
  [Option.Integer]: numberProblem,
  [Option.Number]: numberProblem,
  [Option.Boolean]: (_option, value) => isBoolean(value),
};

function problem(
  option: APIApplicationCommandOption,
  value: unknown,
  resolver: Resolver,
): string | undefined {
  const choices: unknown = Reflect.get(option, 'choices');
  if (Array.isArray(choices) && choices.length > 0)
    return choices.some((one) => isRecord(one) && one['value'] === value)
      ? undefined
      : 'Must be one of the choices.';
  const kind = RESOLVED[option.type];
  if (!allowsText(Reflect.get(option, 'channel_types'))) return 'No channel here is of that type.';
  if (kind) return resolver.add(kind, value) ? undefined : 'There is no such thing here.';
  return PROBLEMS[option.type]?.(option, value);
}

/** Checks filled options as Discord's client and server do, and collects what they name. Throws 50035. */
export function checkOptions(
  definitions: APIApplicationCommandOption[],
  filled: FilledOption[],
  { resolver, typing }: { resolver: Resolver; typing: boolean },
): void {
  const found: FieldError[] = [];
  const add = (path: PropertyKey[], code: string, message: string) => found.push({ path, code, message });

  function walk(offered: APIApplicationCommandOption[], given: FilledOption[], path: PropertyKey[]) {
    const nests = offered.some(({ type }) => type <= Option.SubcommandGroup);
    if (nests && given.length !== 1)
      add(path, 'APPLICATION_COMMAND_OPTIONS_SUBCOMMAND_REQUIRED', 'Exactly one subcommand must be given.');
    given.forEach((one, i) => {
      const at = [...path, i];
      const definition = offered.find(({ name }) => name === one.name);
      if (!definition || !isType(definition, one.type))
        return add(
          at,
          'APPLICATION_COMMAND_OPTIONS_UNKNOWN',
          `There is no option "${one.name}" of type ${one.type}.`,
        );
      if (definition.type === Option.Subcommand || definition.type === Option.SubcommandGroup)
        return walk(definition.options ?? [], one.options ?? [], [...at, 'options']);
      if (given.findIndex(({ name }) => name === one.name) !== i)
        return add(
          at,
          'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
          `The option "${one.name}" is given twice.`,
        );
      if (one.focused && Reflect.get(definition, 'autocomplete') !== true)
        return add(
          at,
          'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
          `"${one.name}" does not autocomplete.`,
        );
      // What is still being typed may be anything.
      const wrong = typing ? undefined : problem(definition, one.value, resolver);
      if (wrong !== undefined) add([...at, 'value'], 'APPLICATION_COMMAND_OPTIONS_VALUE_INVALID', wrong);
    });
    if (typing) return;
    for (const { name, required } of offered)
      if (required && !given.some((one) => one.name === name))
        add([...path, name], 'BASE_TYPE_REQUIRED', `The option "${name}" is required.`);
  }
  walk(definitions, filled, ['options']);
  if (found.length > 0) throw invalidForm(found);
}

/** The options without any check, for forged acts; what they name is collected where it exists. */
export function resolveOptions(filled: FilledOption[], resolver: Resolver): void {
  for (const { type, value, options } of filled) {
    const kind = RESOLVED[type];
    if (kind) resolver.add(kind, value);
    resolveOptions(options ?? [], resolver);
  }
}
