import { ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { codePoints } from '../../state/code-points.ts';
import type { CommandFields } from '../../state/commands.ts';
import { isRecord } from '../../state/is-record.ts';
import { checkNames, named, options } from './command-option.ts';
import { complain, list, text, unique } from './primitives.ts';

const CHARACTERS_MAX = 8000;

// https://docs.discord.com/developers/interactions/application-commands#slash-commands : a localized text counts by its longest form.
function characters(value: unknown): number {
  if (!isRecord(value)) return 0;
  const longest = (key: string) =>
    [value[key], ...Object.values(Object(value[`${key}_localizations`]))].reduce<number>(
      (most, one) => Math.max(most, typeof one === 'string' ? codePoints(one) : 0),
      0,
    );
  const nested = ['options', 'choices'].flatMap((key) => (Array.isArray(value[key]) ? value[key] : []));
  const own = typeof value['value'] === 'string' ? codePoints(value['value']) : 0;
  return (
    longest('name') +
    longest('description') +
    own +
    nested.reduce<number>((sum, one) => sum + characters(one), 0)
  );
}

/** A command as it is registered, with Discord's defaults filled in. https://docs.discord.com/developers/interactions/application-commands#application-command-object */
export const command = z
  .object({
    ...named,
    type: z.enum(ApplicationCommandType).exclude(['PrimaryEntryPoint']).nullish(),
    description: text(0, 100).nullish(),
    options: options(0).nullish(),
    default_member_permissions: z.union([z.string().regex(/^\d+$/), z.int().transform(String)]).nullish(),
    dm_permission: z.boolean().nullish(),
    contexts: list(z.literal([0, 1, 2]), 1, 3).nullish(),
    integration_types: list(z.literal([0, 1]), 1, 2).nullish(),
    nsfw: z.boolean().nullish(),
  })
  .superRefine((one, ctx) => {
    const isSlash = (one.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
    if (isSlash) {
      checkNames(one, ctx);
      if (!one.description) complain(ctx, 'BASE_TYPE_REQUIRED', 'This field is required', ['description']);
    } else if (one.description || one.options?.length)
      complain(
        ctx,
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
        'Context menu commands cannot have description or options',
        ['description'],
      );
    if (characters(one) > CHARACTERS_MAX)
      complain(ctx, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${CHARACTERS_MAX})`);
  })
  .transform((one): CommandFields => {
    const fields = {
      type: one.type ?? ApplicationCommandType.ChatInput,
      name: one.name,
      name_localizations: one.name_localizations ?? null,
      description: one.description ?? '',
      description_localizations: one.description_localizations ?? null,
      default_member_permissions: one.default_member_permissions ?? null,
      dm_permission: one.contexts ? one.contexts.includes(1) : (one.dm_permission ?? true),
      contexts: one.contexts ?? null,
      integration_types: one.integration_types ?? [0],
      nsfw: one.nsfw ?? false,
      ...(one.options?.length && { options: one.options }),
    };
    return fields;
  });

/** All commands of a scope at once; names are unique by type. */
export const commandList = z.array(command).superRefine((all, ctx) =>
  unique(
    all,
    ({ type, name }) => `${type} ${name}`,
    (i) =>
      complain(ctx, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique', [
        i,
        'name',
      ]),
  ),
);
