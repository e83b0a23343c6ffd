import { LOCALES } from '../../../src/locales/locales.ts';

/** Strings that answer somebody, by their place in the locale files. Errors come first: some look like anything. */
const SPOKEN = ['errors', 'constraint', 'track', 'playlist', 'settings', 'preferences'];

const PLACEHOLDER = /\\\{\\\{.*?\\\}\\\}/g;
const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const patterns = Object.values(LOCALES).flatMap((locale) =>
  SPOKEN.flatMap((part) => leaves(locale[part as keyof typeof locale], part)).map(([key, text]) => ({
    key: key.replace(/_(zero|one|two|few|many|other)$/, ''),
    pattern: new RegExp(`^${escapeRegExp(text).replace(PLACEHOLDER, '[^]*?')}$`),
    // The longer what is fixed in it, the less it matches by chance.
    weight: text.replace(/\{\{.*?\}\}/g, '').length,
  })),
);
patterns.sort((a, b) => b.weight - a.weight);

/** Which string of the locale files a sentence is, whatever its language; empty for none of them. */
export function keyOf(sentence: string): string {
  return patterns.find(({ pattern }) => pattern.test(sentence))?.key ?? '';
}

function leaves(value: unknown, at: string): [key: string, text: string][] {
  if (typeof value === 'string') return [[at, value]];
  return Object.entries(value ?? {}).flatMap(([key, inside]) => leaves(inside, `${at}.${key}`));
}
