import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { JAPANESE } from './japanese.ts';
import { PORTUGUESE } from './portuguese.ts';
import { SPANISH } from './spanish.ts';
import type { Words } from './words.ts';

/** 3/4 is the third of April. */
const BRITISH: Words = { ...ENGLISH, monthFirst: false };

const LANGUAGES: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  'en-gb': BRITISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ja: JAPANESE,
  pt: PORTUGUESE,
};

/** The words of a locale's language, and then English, which is understood everywhere. */
export function wordsFor(locale: string): readonly [Words, ...Words[]] {
  const code = locale.toLowerCase();
  const words = LANGUAGES[code] ?? LANGUAGES[code.slice(0, 2)] ?? ENGLISH;
  return words.locale === ENGLISH.locale ? [words] : [words, ENGLISH];
}
