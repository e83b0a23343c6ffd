import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  type CommandInteractionOption,
} from 'discord.js';
import { z } from 'zod';
import { snowflake } from '../../domain/snowflake.ts';
import { showsSomething, storable } from '../../domain/text.ts';
import { UserError, type MessageParams } from '../../errors.ts';
import { truncate } from '../text.ts';

/** What Discord's option types hold beyond text, numbers and truth: marked in a schema by `.meta({ option: … })`. */
const MARKED = {
  user: Type.User,
  channel: Type.Channel,
  role: Type.Role,
  attachment: Type.Attachment,
} as const;
const PLAIN = {
  string: Type.String,
  integer: Type.Integer,
  number: Type.Number,
  boolean: Type.Boolean,
} as const;

const person = z
  .object({ id: snowflake, isMember: z.boolean(), isBot: z.boolean() })
  .meta({ option: 'user' });

/** A person chosen in Discord's list: their id. */
export const userOption = person.transform(({ id }) => id);

/** The same, refused when they are a bot, which nothing can be shared with. */
export const humanOption = person.transform(({ id, isBot }, context) => {
  if (!isBot) return id;
  context.addIssue({ code: 'custom', params: { key: 'input.isBot' } });
  return z.NEVER;
});

/** The same, refused when they are no member of the server, or a bot. */
export const memberOption = person.transform(({ id, isMember, isBot }, context) => {
  if (isMember && !isBot) return id;
  context.addIssue({ code: 'custom', params: { key: 'input.notMember' } });
  return z.NEVER;
});

/** A file that comes with the command; its address expires. */
export const fileOption = z
  .object({ name: z.string(), size: z.int(), url: z.url() })
  .meta({ option: 'attachment' });

/** A channel or a role chosen in Discord's list: its id. */
export const channelOption = snowflake.meta({ option: 'channel' });
export const roleOption = snowflake.meta({ option: 'role' });

/** Text that Discord completes while it is typed, by the subcommand's `suggest` of the same name. */
export const suggested = <S extends z.ZodType>(schema: S): S => schema.meta({ autocomplete: true });

/** Where the words of options come from; see src/locales. */
export interface OptionWords {
  /** What an option is called in other languages; code knows it by its own name. */
  name(option: string): Record<string, string>;
  description(option: string): { text: string; localizations: Record<string, string> };
  choice(option: string, value: string): { text: string; localizations: Record<string, string> };
}

interface OptionSchema {
  type?: keyof typeof PLAIN;
  option?: keyof typeof MARKED;
  autocomplete?: boolean;
  enum?: string[];
  maxLength?: number;
  minLength?: number;
  minimum?: number;
  maximum?: number;
}

/**
 * Discord's declaration of a command's options, read off the schema that will parse them: one truth for both sides.
 * Required ones come first, as Discord wants it.
 * Source: Discord documentation, "Application Commands", application command option structure.
 */
export function optionsOf(input: z.ZodObject, words: OptionWords): APIApplicationCommandBasicOption[] {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' });
  const options = Object.entries(properties).map(([name, property]) => {
    const schema = property as OptionSchema;
    const described = words.description(name);
    const declared = {
      name,
      name_localizations: words.name(name),
      description: described.text,
      description_localizations: described.localizations,
      type: schema.option ? MARKED[schema.option] : PLAIN[schema.type ?? 'string'],
      required: required.includes(name),
      autocomplete: schema.autocomplete,
      min_length: schema.minLength,
      max_length: schema.maxLength,
      min_value: schema.minimum,
      max_value: schema.maximum,
      choices: schema.enum?.map((value) => {
        const { text, localizations } = words.choice(name, value);
        return { name: text, name_localizations: localizations, value };
      }),
    };
    return JSON.parse(JSON.stringify(declared)) as APIApplicationCommandBasicOption;
  });
  return options.sort((a, b) => Number(b.required) - Number(a.required));
}

/** The values of an interaction's options by name; subcommands and their groups are left out. */
export function rawOptions(data: readonly CommandInteractionOption[]): Record<string, unknown> {
  const inside = data[0]?.options;
  if (inside) return rawOptions(inside);
  return Object.fromEntries(data.map((option) => [option.name, valueOf(option)]));
}

function valueOf({ attachment, user, member, value }: CommandInteractionOption): unknown {
  if (user) return { id: user.id, isMember: Boolean(member), isBot: user.bot };
  return attachment ?? (typeof value === 'string' ? storable(value) : value);
}

/** Parses what a person gave. @throws UserError that names the first option that is wrong, quotes it, and says how to mend it */
export function parseInput<S extends z.ZodObject>(schema: S, given: Record<string, unknown>): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const option = String(issue?.path[0] ?? '');
  throw refusal(issue, option, given[option]);
}

/** Parses what was chosen in a menu. @throws UserError */
export function parseChosen<C extends z.ZodType>(schema: C, chosen: readonly unknown[]): z.output<C> {
  const result = schema.safeParse(chosen);
  if (result.success) return result.data;
  throw refusal(result.error.issues[0], 'choice', chosen);
}

/** As much of a value as a refusal quotes. */
const QUOTED_MAX = 60;

function refusal(issue: z.core.$ZodIssue | undefined, option: string, given: unknown): UserError {
  const { key, ...limits } = reasonOf(issue, given);
  const said = quoted(given);
  // What no client of Discord's sends may have nothing to be quoted.
  return new UserError('value' in said ? key : 'input.missing', { option, ...said, ...limits });
}

/** Which rule a value breaks, as a key of the locales, and what that rule allows. */
function reasonOf(issue: z.core.$ZodIssue | undefined, given: unknown): { key: string } & MessageParams {
  if (given === undefined) return { key: 'input.missing' };
  if (typeof given === 'string' && !showsSomething(given)) return { key: 'input.empty' };
  if (issue?.code === 'custom') return { key: String(issue.params?.['key'] ?? 'input.invalid') };
  if (issue?.code === 'invalid_value') return { key: 'input.notAChoice', choice: String(issue.values[0]) };
  if (typeof given === 'string' && issue?.code === 'too_big')
    return { key: 'input.tooLong', length: lengthOf(given), maximum: Number(issue.maximum) };
  if (typeof given !== 'number') return { key: 'input.invalid' };
  if (issue?.code === 'too_big') return { key: 'input.tooHigh', maximum: Number(issue.maximum) };
  if (issue?.code === 'too_small') return { key: 'input.tooLow', minimum: Number(issue.minimum) };
  return {
    key: issue?.code === 'invalid_type' && issue.expected === 'int' ? 'input.notWhole' : 'input.invalid',
  };
}

/** As long as text is at most on its way into the database: some characters are several in NFC. */
const lengthOf = (text: string) => Math.max(text.length, text.normalize('NFC').length);

/** What was given as it can be read back: text in one line, a person by name. */
function quoted(given: unknown): MessageParams {
  if (typeof given === 'string') return { value: shortened(given) };
  if (typeof given === 'number') return { value: given };
  if (Array.isArray(given)) return { value: shortened(given.join(', ')) };
  if (typeof given === 'boolean') return { value: String(given) };
  if (typeof given !== 'object' || given === null) return {};
  const { id, name = id } = given as { id?: unknown; name?: unknown };
  return typeof name === 'string' ? { value: shortened(name), user: `<@${String(id)}>` } : {};
}

/** Text of a person's as a refusal quotes it. */
export function shortened(text: string): string {
  return truncate(text.replace(/\s+/g, ' ').trim(), QUOTED_MAX);
}
