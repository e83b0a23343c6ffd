import { ApplicationCommandOptionType as Type, type APIApplicationCommandOption } from 'discord.js';
import { commands } from '../commands/index.ts';
import { commandJson } from '../src/discord/declare/command-json.ts';
import type { Command } from '../src/discord/declare/command.ts';
import { escapeText } from '../src/discord/escape.ts';
import { createTranslations } from '../src/locales/translate.ts';

const translations = createTranslations(escapeText);
const t = translations.for('en-US');

/** Replies that take-screenshots.ts photographs, by the command they answer. */
export const PICTURES: Readonly<Record<string, string>> = {
  'playlist show': 'reply-show.png',
  'playlist list': 'reply-list.png',
  'playlist search': 'reply-search.png',
  'playlist remove': 'reply-remove.png',
  'todo list': 'reply-todo-list.png',
  'preferences view': 'reply-preferences.png',
  'settings view': 'reply-settings.png',
};

/** The picture of a reminder. */
export const REMINDER = 'reminder.png';

const TYPES: Partial<Record<Type, string>> = {
  [Type.String]: 'text',
  [Type.Integer]: 'number',
  [Type.Boolean]: 'yes or no',
  [Type.User]: 'person',
  [Type.Channel]: 'channel',
  [Type.Role]: 'role',
  [Type.Attachment]: 'file',
};

/** What docs/commands.md says: every command, read off the commands themselves. */
export function commandsDocument(): string {
  return [
    '# Commands',
    '',
    '<!-- Written by docs/write-commands.ts; a test compares the two. -->',
    '',
    'Options in *italics* may be left out. Lists and names are completed while you type. Every answer to a mistake is for',
    'your eyes only and says what to do. Names, descriptions and answers follow the language of your Discord.',
    '',
    ...commands.flatMap(sectionOf),
  ].join('\n');
}

function sectionOf(command: Command): string[] {
  const json = commandJson(command, translations);
  const facts = [
    ...(command.permission ? [`needs ${t(`permissions.${command.permission}`)}`] : []),
    command.contexts.length > 1 ? 'in servers and direct messages' : 'in servers',
  ].join(', ');
  if (!('options' in json) || command.onMessage || command.onUser) {
    const on = command.onUser ? 'person' : 'message';
    return [`## ${json.name}`, '', `In the menu of a ${on}, below Apps; ${facts}.`, ''];
  }
  const own = picture(command.name);
  const subs = Object.keys(command.subcommands ?? {}).flatMap((sub) => {
    const declared = declaredAt(json.options ?? [], sub.split(' '));
    const options = declared && 'options' in declared ? (declared.options ?? []) : [];
    const path = `${command.name} ${sub}`;
    return [`### \`/${path}\``, '', `${declared?.description}.`, '', ...tableOf(options), ...picture(path)];
  });
  return [`## \`/${json.name}\``, '', `${json.description}; ${facts}.`, '', ...own, ...subs];
}

/** A subcommand by its path, which has two words when it is in a group. */
function declaredAt(
  options: readonly APIApplicationCommandOption[],
  [head, ...rest]: readonly string[],
): APIApplicationCommandOption | undefined {
  const found = options.find(({ name }) => name === head);
  return rest.length > 0 && found && 'options' in found ? declaredAt(found.options ?? [], rest) : found;
}

function picture(command: string): string[] {
  const file = PICTURES[command];
  return file ? [`![The answer to /${command}](images/${file})`, ''] : [];
}

function tableOf(options: readonly APIApplicationCommandOption[]): string[] {
  if (options.length === 0) return [];
  const rows = options.map((option) => {
    const name = option.required ? option.name : `*${option.name}*`;
    return `| ${name} | ${kindOf(option)} | ${option.description} |`;
  });
  return ['| option | what it takes | |', '| --- | --- | --- |', ...rows, ''];
}

function kindOf(option: APIApplicationCommandOption): string {
  if ('choices' in option && option.choices) return option.choices.map(({ name }) => name).join('; ');
  const kind = TYPES[option.type] ?? 'text';
  if ('max_length' in option && option.max_length) return `${kind}, at most ${option.max_length} characters`;
  if ('max_value' in option && option.max_value) return `${kind}, ${option.min_value} to ${option.max_value}`;
  return kind;
}
