import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommandOption,
} from 'discord.js';
import { commands } from '../../commands/index.ts';
import { commandJson } from '../../src/discord/declare/command-json.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { LANGUAGES } from '../../src/domain/preferences.ts';
import { closestLocale, LOCALES } from '../../src/locales/locales.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { KINDS } from '../../src/models/personal/outcome.ts';
import { PROJECT } from '../../src/project.ts';
import { keysOf, NOUNS } from '../support/owned-keys.ts';

const translations = createTranslations(escapeText);
const t = translations.for('en-US');
const PLURAL = /_(zero|one|two|few|many|other)$/;

function entriesOf(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? entriesOf(inner, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(inner)] as [string, string]],
  );
}

function sourceText(): string {
  return ['src', 'tools', 'commands']
    .flatMap((folder) => {
      const inside = readdirSync(path.join(PROJECT.root, folder), { recursive: true, encoding: 'utf8' });
      return inside.map((file) => path.join(PROJECT.root, folder, file));
    })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

const source = new Map(entriesOf(LOCALES['en-US']));
const plain = new Set([...source.keys()].map((key) => key.replace(PLURAL, '')));
const text = sourceText();
const declared = commands.map((command) => commandJson(command, translations));
const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{\{.*?\}\}/g)].map(([found]) => found).sort();

test('every key that the source writes out is known', () => {
  const written = [
    ...text.matchAll(/(?:\bt\(|Error\(|NotFound\(|Forbidden\(|Conflict\(|[?:] )\s*'([a-z]+(?:\.\w+)+)'/gi),
  ];
  const keys = written.map(([, key = '']) => key).filter((key) => !key.endsWith('.txt'));
  const unknown = keys.filter((key) => !plain.has(key));
  expect(written.length).toBeGreaterThan(80);
  expect(unknown).toEqual([]);
});

test('no key is left that nobody uses', () => {
  // Keys that are put together: of commands and choices, of constraints, and `prefix.${value}`.
  const madeUp = [...text.matchAll(/`([a-z]+(?:\.\w+)*)\.\$\{/gi)].map(([, prefix = '']) => `${prefix}.`);
  const ofOwned = new Set(NOUNS.flatMap(keysOf));
  const isUsed = (key: string) =>
    ofOwned.has(key) ||
    text.includes(`'${key}'`) ||
    madeUp.some((prefix) => key.startsWith(prefix)) ||
    /^(commands|choices|names)\./.test(key);
  expect([...plain].filter((key) => !isUsed(key))).toEqual([]);
});

test('every command that a sentence mentions exists', () => {
  const known = commands.flatMap(({ name, subcommands }) =>
    subcommands ? Object.keys(subcommands).map((sub) => `${name}.${sub.replace(' ', '.')}`) : [name],
  );
  const mentioned = [...JSON.stringify(LOCALES).matchAll(/\{\{- use\.([\w.]+)\}\}/g)].map(
    ([, path = '']) => path,
  );
  expect(mentioned.filter((path) => !known.includes(path))).toEqual([]);
});

test('every option that is typed has an example', () => {
  const typed = (value: unknown): string[] => {
    if (!Array.isArray(value)) return [];
    return (value as APIApplicationCommandOption[]).flatMap((one) => {
      if ('options' in one && one.options) return typed(one.options);
      const isTyped =
        one.type === ApplicationCommandOptionType.String || one.type === ApplicationCommandOptionType.Integer;
      return isTyped && !('choices' in one && one.choices) ? [one.name] : [];
    });
  };
  const names = new Set(declared.flatMap((command) => ('options' in command ? typed(command.options) : [])));
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !plain.has(`examples.${name}`))).toEqual([]);
});

test('every language that can be chosen has its file', () => {
  expect(Object.keys(LOCALES).sort()).toEqual([...LANGUAGES].sort());
});

describe.each(Object.entries(LOCALES))('%s', (locale, strings) => {
  const own = new Map(entriesOf(strings));
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;

  test('has every string, and none besides', () => {
    const withoutForms = new Set([...own.keys()].map((key) => key.replace(PLURAL, '')));
    expect([...plain].filter((key) => !withoutForms.has(key))).toEqual([]);
    expect([...withoutForms].filter((key) => !plain.has(key))).toEqual([]);
    expect([...own].filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });

  test('has the plural forms that its language has', () => {
    const counted = new Set(
      [...source.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
    );
    const missing = [...counted].flatMap((key) =>
      forms.filter((form) => !own.has(`${key}_${form}`)).map((form) => `${key}_${form}`),
    );
    expect(missing).toEqual([]);
  });

  test('has the same placeholders in each string', () => {
    const different = [...own].filter(([key, sentence]) => {
      const base = key.replace(PLURAL, '');
      const originals = source.has(key) ? [key] : [`${base}_other`, base];
      const original = originals.map((one) => source.get(one)).find((one) => one !== undefined) ?? '';
      // A form that means one thing need not say the number.
      const without = (list: string[]) => list.filter((one) => !PLURAL.test(key) || one !== '{{count}}');
      return (
        JSON.stringify(without(placeholders(sentence))) !== JSON.stringify(without(placeholders(original)))
      );
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  test('keeps Discord’s limits and its rules for names', () => {
    const said = (value: unknown, key: 'name' | 'description'): string[] => {
      if (Array.isArray(value)) return value.flatMap((one) => said(one, key));
      if (typeof value !== 'object' || value === null) return [];
      const part = value as Record<string, unknown>;
      const local = (part[`${key}_localizations`] as Record<string, string> | undefined)?.[locale];
      return [
        ...(local === undefined ? [] : [local]),
        ...said(part['options'], key),
        ...(key === 'description' ? said(part['choices'], key) : []),
      ];
    };
    const chat = declared.filter(({ type }) => type === ApplicationCommandType.ChatInput);
    for (const name of said(chat, 'name')) {
      expect(name).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u);
      expect(name).toBe(name.toLowerCase());
    }
    for (const description of said(declared, 'description')) {
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(100);
    }
    for (const [key, sentence] of own) {
      if (key.startsWith('choices.')) expect(sentence.length).toBeLessThanOrEqual(100);
      if (key.startsWith('buttons.')) expect(sentence.length).toBeLessThanOrEqual(70);
      if (
        /^(playlist|todo)\.(fields\..*|editTitle|saveTitle)$|^save\.(title|playlist|links)$|^data\.form\.title$/.test(
          key,
        )
      )
        expect(sentence.length).toBeLessThanOrEqual(45);
    }
  });

  test('asks in a form for the word that confirms, within what a form holds', () => {
    const say = translations.for(locale);
    const number = new Intl.NumberFormat(locale).format(9_999_999);
    expect(say('data.form.type', { word: say('data.form.word') }).length).toBeLessThanOrEqual(45);
    expect(say('data.form.counts', { erased: number, kept: number }).length).toBeLessThanOrEqual(100);
  });

  test('names every kind of thing that is held about people, and says what its file is', () => {
    for (const kind of KINDS)
      for (const key of [`data.kinds.${kind}`, `data.tables.${kind}`]) expect(own.has(key)).toBe(true);
    const named = [...own.keys()].flatMap((key) => /^data\.(?:kinds|tables)\.(.+)$/.exec(key)?.[1] ?? []);
    expect(named.filter((kind) => !KINDS.includes(kind))).toEqual([]);
  });

  test('calls no two siblings alike', () => {
    const namesOf = (value: unknown): string[][] => {
      if (!Array.isArray(value)) return [];
      const siblings = (value as Record<string, unknown>[]).map(
        (one) =>
          (one['name_localizations'] as Record<string, string> | undefined)?.[locale] ?? String(one['name']),
      );
      return [siblings, ...(value as Record<string, unknown>[]).flatMap((one) => namesOf(one['options']))];
    };
    for (const siblings of namesOf(declared)) expect(new Set(siblings).size).toBe(siblings.length);
  });
});

test('every command, option and choice has its words, and all of them together are not too long', () => {
  for (const [, said] of JSON.stringify(declared).matchAll(/"(?:description|name)":"((?:[^"\\]|\\.)*)"/g)) {
    expect(said).not.toMatch(/^(commands|choices|names)\./);
  }
  for (const command of declared) expect(sizeOf(command)).toBeLessThanOrEqual(8_000);
});

/** What Discord counts of a command: names, descriptions and values of all of it, each in its longest language. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + sizeOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const part = value as Record<string, unknown>;
  const texts = ['name', 'description', 'value'].map((key) => {
    const local = Object.values((part[`${key}_localizations`] ?? {}) as Record<string, string>);
    return Math.max(0, ...[part[key], ...local].map((one) => (typeof one === 'string' ? one.length : 0)));
  });
  const inner = sizeOf(part['options']) + sizeOf(part['choices']);
  return texts.reduce((sum, length) => sum + length, inner);
}

test('what a person wrote is escaped, what we made is not', () => {
  expect(t('playlist.restored', { name: '**x**' })).toBe(
    String.raw`Restored the playlist **\*\*x\*\*** with all its tracks.`,
  );
  expect(t('playlist.listOf', { user: '<@1>' })).toBe('by <@1>:');
});

test('numbers take the right form', () => {
  expect([0, 1, 2].map((count) => t('playlist.tracks', { count }))).toEqual([
    'no tracks',
    '1 track',
    '2 tracks',
  ]);
});

test('a locale of Discord’s that we lack is served by the closest that we have', () => {
  expect(closestLocale('en-GB')).toBe('en-US');
  expect(closestLocale('xx')).toBe('en-US');
});
