import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import type { CommandsView } from '../../../protocol.ts';

/** A command that can be sent: one without subcommands, or one subcommand. */
export interface CommandEntry {
  /** Discord's names from the root on: `['playlist', 'create']`. */
  path: string[];
  /** What the acting person sees, in their language: `playlist create`. */
  label: string;
  description: string;
  options: APIApplicationCommandBasicOption[];
}

/** Anything with Discord's localized names: a command, an option, a choice. */
interface Named {
  name: string;
  name_localizations?: Partial<Record<string, string | null>> | null;
}

/** A name in a language; the original where there is no translation. */
export function localName(named: Named, locale: string): string {
  return named.name_localizations?.[locale] ?? named.name;
}

/** A description in a language; the original where there is no translation. */
export function localDescription(
  described: {
    description: string;
    description_localizations?: Partial<Record<string, string | null>> | null;
  },
  locale: string,
): string {
  return described.description_localizations?.[locale] ?? described.description;
}

/** Every chat-input command and subcommand as one flat list, sorted by what the person sees. */
export function commandEntries(commands: CommandsView, locale: string): CommandEntry[] {
  return commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap((command) => flatten({ ...command, options: command.options ?? [] }, [], [], locale))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

type Branch = Named & {
  description: string;
  description_localizations?: Partial<Record<string, string | null>> | null;
  options?: APIApplicationCommandOption[];
};

function flatten(branch: Branch, path: string[], labels: string[], locale: string): CommandEntry[] {
  const options = branch.options ?? [];
  const herePath = [...path, branch.name];
  const hereLabels = [...labels, localName(branch, locale)];
  const below = options.flatMap((option) => (isBranch(option) ? [option] : []));
  if (below.length > 0) return below.flatMap((child) => flatten(child, herePath, hereLabels, locale));
  return [
    {
      path: herePath,
      label: hereLabels.join(' '),
      description: localDescription(branch, locale),
      options: options.flatMap((option) => (isBranch(option) ? [] : [option])),
    },
  ];
}

function isBranch(
  option: APIApplicationCommandOption,
): option is Exclude<APIApplicationCommandOption, APIApplicationCommandBasicOption> {
  return (
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
  );
}

/** The entries that match what was typed (in the person's language or Discord's original), best first. */
export function filterEntries(entries: CommandEntry[], typed: string): CommandEntry[] {
  const wanted = typed.toLowerCase().trim().split(/\s+/).filter(Boolean);
  const names = (entry: CommandEntry): string => `${entry.label} ${entry.path.join(' ')}`.toLowerCase();
  const rank = (entry: CommandEntry): number => (names(entry).startsWith(wanted.join(' ')) ? 0 : 1);
  return entries
    .filter((entry) => wanted.every((word) => names(entry).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}
