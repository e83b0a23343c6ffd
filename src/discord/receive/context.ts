import { Locale, type BaseInteraction } from 'discord.js';
import { reasonOf, StorageUnavailable } from '../../errors.ts';
import type { Translate, Translations } from '../../locales/translate.ts';
import type { Logger } from '../../logger.ts';
import {
  DEFAULT_SETTINGS,
  type CallerSettings,
  type CallerSettingsCache,
} from '../../models/person/caller-settings.ts';
import { callerOf, guildOf } from './caller.ts';
import type { Command } from '../declare/command.ts';
import type { Context, Services } from '../declare/context.ts';

/** Makes what handlers receive: who calls, what they prefer, and the words to answer in. */
export interface Contexts {
  /** One statement at most, none when the caller was seen lately. Defaults while storage is unavailable. */
  of(interaction: BaseInteraction): Promise<Context>;
  /** The words of a locale, with every command at hand to be mentioned: `{{- use.playlist.add}}`. */
  words(locale: string): Translate;
}

const isLocale = (said: string) => Object.values<string>(Locale).includes(said);

export function createContexts(options: {
  commands: readonly Command[];
  services: Services;
  settings: CallerSettingsCache;
  translations: Translations;
  log: Logger;
}): Contexts {
  const { commands, services, settings, translations, log } = options;
  const { mention } = services.discord;

  // Getters, since ids come with the registration, and most sentences mention nothing.
  const use = getters(
    commands.map(({ name, subcommands }) => {
      const inside = subcommands && mentionsOf(name, Object.keys(subcommands));
      return [name, () => inside ?? mention(name)];
    }),
  );

  /** Those in groups one level deeper: `{{- use.todo.lists.create}}`. */
  function mentionsOf(prefix: string, paths: readonly string[]): object {
    const heads = [...new Set(paths.map((path) => path.split(' ')[0] ?? path))];
    return getters(
      heads.map((head) => {
        const below = paths.filter((path) => path.startsWith(`${head} `));
        const whole = `${prefix} ${head}`;
        const inside =
          below.length > 0 &&
          mentionsOf(
            whole,
            below.map((path) => path.slice(head.length + 1)),
          );
        return [head, () => inside || mention(whole)];
      }),
    );
  }

  const mentionsOnly = { use };
  const spoken = new Map<Translate, Translate>();

  function words(locale: string): Translate {
    const t = translations.for(locale);
    const known = spoken.get(t);
    if (known) return known;
    const withMentions: Translate = (key, params) => t(key, params ? { use, ...params } : mentionsOnly);
    spoken.set(t, withMentions);
    return withMentions;
  }

  async function settingsOf(interaction: BaseInteraction): Promise<CallerSettings> {
    try {
      return await settings.of(interaction.user.id, guildOf(interaction));
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      // What needs no storage can still be answered, and what does will say so itself.
      const line = { requestId: interaction.id, reason: reasonOf(error) };
      log[error.cause === undefined ? 'debug' : 'warn'](line, 'reading the caller’s settings failed');
      // Whoever wants to be answered in private must not be answered in public for that.
      return { ...DEFAULT_SETTINGS, privateReplies: true };
    }
  }

  return {
    words,
    async of(interaction) {
      const found = await settingsOf(interaction);
      const caller = callerOf(interaction, found.staffRoleIds);
      const said = found.locale ?? interaction.locale;
      // What no client of Discord's sends is read as English.
      const locale = isLocale(said) ? said : Locale.EnglishUS;
      return {
        ...services,
        caller,
        settings: found,
        channelId: caller.guildId === null ? null : interaction.channelId,
        // discord.js knows the guild of a message only from its cache, which is empty.
        urlOf: (id) =>
          `https://discord.com/channels/${interaction.guildId ?? '@me'}/${interaction.channelId}/${id}`,
        fileMaxBytes: interaction.attachmentSizeLimit,
        permissions: caller.guildId === null ? null : interaction.memberPermissions,
        t: words(locale),
        locale,
        wordsFor: (locale) => words(locale ?? interaction.locale),
      };
    },
  };
}

function getters(entries: readonly (readonly [string, () => unknown])[]): object {
  return Object.defineProperties(
    {},
    Object.fromEntries(entries.map(([key, get]) => [key, { get, enumerable: true }])),
  );
}
