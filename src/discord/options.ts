import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
  type CommandInteractionOption,
} from 'discord.js';
import { z } from 'zod';
import { snowflake } from '../domain/snowflake.ts';
import { storable } from '../domain/text.ts';
import { UserError } from '../errors.ts';

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

const LOCALE_KEY: Partial<Record<string, [forText: string, forNumbers: string]>> = {
  too_big: ['input.tooLong', 'input.tooHigh'],
  too_small: ['input.tooShort', 'input.tooLow'],
};

/** Parses what a person gave. @throws UserError that names the first option that is wrong, and how to mend it */
export function parseInput<S extends z.ZodObject>(schema: S, given: Record<string, unknown>): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const option = String(issue?.path[0] ?? '');
  throw refusal(issue, option, given[option] === undefined);
}

/** Parses what was chosen in a menu. @throws UserError */
export function parseChosen<C extends z.ZodType>(schema: C, chosen: readonly unknown[]): z.output<C> {
  const result = schema.safeParse(chosen);
  if (result.success) return result.data;
  throw refusal(result.error.issues[0], 'choice', false);
}

function refusal(issue: z.core.$ZodIssue | undefined, option: string, isMissing: boolean): UserError {
  const origin = issue && 'origin' in issue ? issue.origin : 'string';
  const known = issue && origin !== 'array' ? LOCALE_KEY[issue.code] : undefined;
  const ownKey = issue?.code === 'custom' && issue.params?.['key'];
  const key =
    (typeof ownKey === 'string' && ownKey) ||
    (known?.[origin === 'string' ? 0 : 1] ??
      (isMissing ? 'input.missing' : issue?.code === 'invalid_format' ? 'input.invisible' : 'input.invalid'));
  return new UserError(key, {
    option,
    minimum: issue && 'minimum' in issue ? Number(issue.minimum) : 0,
    maximum: issue && 'maximum' in issue ? Number(issue.maximum) : 0,
  });
}
