import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import { JAPANESE } from './japanese.ts';
import { PORTUGUESE } from './portuguese.ts';
import { SPANISH } from './spanish.ts';
import type { Words } from './words.ts';

const LANGUAGES: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ja: JAPANESE,
  pt: PORTUGUESE,
};

/** The words of a locale's language, and then English, which is understood everywhere. */
export function wordsFor(locale: string): readonly [Words, ...Words[]] {
  const words = LANGUAGES[locale.slice(0, 2).toLowerCase()] ?? ENGLISH;
  return words === ENGLISH ? [ENGLISH] : [words, ENGLISH];
}
