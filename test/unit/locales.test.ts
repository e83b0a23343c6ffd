import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { commandJson } from '../../src/discord/command-json.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { closestLocale, LOCALES } from '../../src/locales/locales.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { PROJECT } from '../../src/project.ts';

const translations = createTranslations(escapeText);
const t = translations.for('en-US');

function keysOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? keysOf(inner, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function sourceText(): string {
  return ['src', 'commands']
    .flatMap((folder) =>
      readdirSync(path.join(PROJECT.root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(PROJECT.root, folder, file),
      ),
    )
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** What Discord counts of a command: names, descriptions and values of all of it, each in its longest language. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + sizeOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const part = value as Record<string, unknown>;
  const texts = ['name', 'description', 'value'].map((key) => {
    const local = Object.values((part[`${key}_localizations`] ?? {}) as Record<string, string>);
    return Math.max(0, ...[part[key], ...local].map((text) => (typeof text === 'string' ? text.length : 0)));
  });
  const inner = sizeOf(part['options']) + sizeOf(part['choices']);
  return texts.reduce((sum, length) => sum + length, inner);
}

const keys = keysOf(LOCALES['en-US']);
const plain = new Set(keys.map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')));

test('every key that the source writes out is known', () => {
  const written = [
    ...sourceText().matchAll(
      /(?:\bt\(|Error\(|NotFound\(|Forbidden\(|Conflict\(|\? )\s*'([a-z]+(?:\.\w+)+)'/gi,
    ),
  ];
  const unknown = written.map(([, key = '']) => key).filter((key) => !plain.has(key));
  expect(written.length).toBeGreaterThan(40);
  expect(unknown).toEqual([]);
});

test('every command that a sentence mentions exists', () => {
  const mentioned = [...JSON.stringify(LOCALES['en-US']).matchAll(/\{\{- use\.([\w.]+)\}\}/g)].map(
    ([, path = '']) => path,
  );
  const known = commands.flatMap(({ name, subcommands }) =>
    subcommands ? Object.keys(subcommands).map((sub) => `${name}.${sub}`) : [name],
  );
  expect(mentioned.filter((path) => !known.includes(path))).toEqual([]);
});

test('every command, option and choice has its words, within Discord’s limits', () => {
  const declared = commands.map((command) => commandJson(command, translations));
  for (const text of JSON.stringify(declared).matchAll(/"(?:description|name)":"((?:[^"\\]|\\.)*)"/g)) {
    expect(text[1]).not.toMatch(/^(commands|choices)\./);
    expect(text[1]?.length).toBeLessThanOrEqual(100);
  }
  for (const command of declared) expect(sizeOf(command)).toBeLessThanOrEqual(8_000);
});

test('what a person wrote is escaped, what we made is not', () => {
  expect(t('playlist.restored', { name: '**x**' })).toBe(
    String.raw`**\*\*x\*\*** is back, with all its tracks.`,
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
