import { ApplicationCommandOptionType as Option, Locale } from 'discord-api-types/v10';
import type { APIApplicationCommandOption } from 'discord-api-types/v10';
import { z } from 'zod';
import { choice } from './callback.ts';
import { complain, integer, list, text, unique } from './primitives.ts';

/** Discord's rule for the names of slash commands and options. https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const OPTIONS_MAX = 25;
const LOCALES = new Set<string>(Object.values(Locale));

function checkName(ctx: z.core.$RefinementCtx, name: string, path: PropertyKey[]): void {
  if (!NAME.test(name) || name !== name.toLocaleLowerCase())
    complain(ctx, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid', path);
}

function localized(max: number) {
  return z.record(z.string(), text(1, max)).superRefine((all, ctx) => {
    for (const locale of Object.keys(all))
      if (!LOCALES.has(locale)) complain(ctx, 'BASE_TYPE_CHOICES', 'Value must be a known locale.', [locale]);
  });
}

/** The texts that commands and options share. */
export const named = {
  name: text(1, 32),
  name_localizations: localized(32).nullish(),
  description_localizations: localized(100).nullish(),
};

/** Checks a name in every language. */
export function checkNames(
  option: { name: string; name_localizations?: Record<string, string> | null | undefined },
  ctx: z.core.$RefinementCtx,
): void {
  checkName(ctx, option.name, ['name']);
  for (const [locale, name] of Object.entries(option.name_localizations ?? {}))
    checkName(ctx, name, ['name_localizations', locale]);
}

const NUMBER_TYPES: number[] = [Option.Integer, Option.Number];

const NESTED: Partial<Record<number, number[]>> = {
  [Option.Subcommand]: [3, 4, 5, 6, 7, 8, 9, 10, 11],
  [Option.SubcommandGroup]: [Option.Subcommand],
};

/** The options of a command (depth 0), of a subcommand or group (1), or of a group's subcommand (2). https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure */
export function options(depth: number): z.ZodType<APIApplicationCommandOption[]> {
  const types =
    depth === 0
      ? z.int().min(1).max(11)
      : z
          .int()
          .min(depth === 1 ? 1 : 3)
          .max(11);
  const option = z
    .object({
      ...named,
      type: types,
      description: text(1, 100),
      required: z.boolean().nullish(),
      autocomplete: z.boolean().nullish(),
      choices: list(choice, 0, 25).nullish(),
      channel_types: z.array(z.int()).nullish(),
      min_value: z.number().nullish(),
      max_value: z.number().nullish(),
      min_length: integer(0, 6000).nullish(),
      max_length: integer(1, 6000).nullish(),
      options: z.lazy(() => options(depth + 1)).nullish(),
    })
    .superRefine((one, ctx) => {
      checkNames(one, ctx);
      const nestable = NESTED[one.type] ?? [];
      for (const { type } of one.options ?? [])
        if (!nestable.includes(type))
          complain(
            ctx,
            'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
            'This option type cannot be nested here',
            ['options'],
          );
      if (one.autocomplete && one.choices?.length)
        complain(
          ctx,
          'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
          'Choices and autocomplete are mutually exclusive',
          ['choices'],
        );
      (one.choices ?? []).forEach(({ value }, i) => {
        if ((typeof value === 'number') !== NUMBER_TYPES.includes(one.type))
          complain(
            ctx,
            'APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID',
            'Choice value does not fit the option type',
            ['choices', i, 'value'],
          );
      });
      unique(
        one.choices ?? [],
        ({ name }) => name,
        (i) =>
          complain(ctx, 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS', 'Choice names must be unique', [
            'choices',
            i,
            'name',
          ]),
      );
    })
    .transform((one) => {
      const kept = Object.entries(one).filter(
        ([, value]) => value !== null && value !== undefined && value !== false,
      );
      return Object.fromEntries(kept) as unknown as APIApplicationCommandOption;
    });
  return list(option, 0, OPTIONS_MAX).superRefine((all, ctx) => {
    unique(
      all,
      ({ name }) => name,
      (i) =>
        complain(ctx, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists', [
          i,
          'name',
        ]),
    );
    const firstOptional = all.findIndex((one) => !one.required);
    all.forEach((one, i) => {
      if (one.required && firstOptional !== -1 && i > firstOptional)
        complain(
          ctx,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
          [i],
        );
    });
    const nests = all.filter(({ type }) => type <= Option.SubcommandGroup).length;
    if (nests > 0 && nests < all.length)
      complain(
        ctx,
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      );
  });
}
