import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody as CommandJson,
} from 'discord.js';
import { REGISTERED_LOCALES, SOURCE_LOCALE } from '../../locales/locales.ts';
import type { Translations } from '../../locales/translate.ts';
import type { Command, Subcommand } from './command.ts';
import { optionsOf, type OptionWords } from './options.ts';

/** The name under which Discord knows a command: what is chosen in a menu is called in words. */
export function registeredName({ name, onMessage, onUser }: Command, translations: Translations): string {
  return onMessage || onUser ? translations.for(SOURCE_LOCALE)(`commands.${name}.name`) : name;
}

/** A command in the form in which Discord registers it, in all locales. */
export function commandJson(command: Command, translations: Translations): CommandJson {
  const { name, subcommands = {}, run, permission } = command;

  function say(key: string): { text: string; localizations: Record<string, string> } {
    return {
      text: translations.for(SOURCE_LOCALE)(key),
      // Without en-US among the localizations people in the USA would be shown en-GB's.
      localizations: Object.fromEntries(
        REGISTERED_LOCALES.map((locale) => [locale, translations.for(locale)(key)]),
      ),
    };
  }

  // What is called alike is called alike everywhere; but a command is a verb and an option a noun: other words elsewhere.
  const named = (kind: 'commands' | 'options', word: string) =>
    translations.has(`names.${kind}.${word}`) ? say(`names.${kind}.${word}`).localizations : {};
  const wordsOf = (path: string): OptionWords => ({
    name: (option) => named('options', option),
    description: (option) => say(`commands.${path}.options.${option}`),
    choice: (option, value) => say(`choices.${option}.${value}`),
  });

  /** How a subcommand or a group is called, by its key in the locales. */
  function calledBy(key: string) {
    const word = key.split('.').at(-1) ?? key;
    const described = say(`commands.${key}.description`);
    return {
      name: word,
      name_localizations: named('commands', word),
      description: described.text,
      description_localizations: described.localizations,
    };
  }
  const subcommandJson = (key: string, { input }: Subcommand) => ({
    type: ApplicationCommandOptionType.Subcommand as const,
    ...calledBy(key),
    options: optionsOf(input, wordsOf(key)),
  });

  /** A group stands where the first of its subcommands is declared. */
  function subcommandsJson() {
    const groups = Map.groupBy(Object.entries(subcommands), ([path]) => path.split(' ')[0] ?? path);
    return [...groups].map(([head, members]) => {
      const [only] = members;
      if (only && only[0] === head) return subcommandJson(`${name}.${head}`, only[1]);
      return {
        type: ApplicationCommandOptionType.SubcommandGroup as const,
        ...calledBy(`${name}.${head}`),
        options: members.map(([path, sub]) => subcommandJson(`${name}.${path.replace(' ', '.')}`, sub)),
      };
    });
  }

  const place = {
    contexts: [...command.contexts],
    integration_types: [...command.installs],
    default_member_permissions: permission ? String(PermissionFlagsBits[permission]) : null,
  };
  if (command.onMessage || command.onUser) {
    const title = say(`commands.${name}.name`);
    return {
      type: command.onUser ? ApplicationCommandType.User : ApplicationCommandType.Message,
      name: title.text,
      name_localizations: title.localizations,
      ...place,
    };
  }
  const described = say(`commands.${name}.description`);
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    name_localizations: named('commands', name),
    description: described.text,
    description_localizations: described.localizations,
    options: run ? optionsOf(run.input, wordsOf(name)) : subcommandsJson(),
    ...place,
  };
}
