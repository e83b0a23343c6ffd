import { compileSentences, type Params, type Sentence } from './compile-sentences.ts';
import { closestLocale, LOCALES, SOURCE_LOCALE } from './locales.ts';

/** Says a string of the locale files; placeholders are escaped unless written `{{- raw}}`. */
export type Translate = (key: string, params?: Params) => string;

/** All strings in all locales. */
export interface Translations {
  /** For a locale of Discord's, or the closest that there is. A key that nobody knows is returned as it is. */
  for(locale: string): Translate;
  /** Whether a key is known: those made from constraint names may not be. */
  has(key: string): boolean;
}

const NO_PARAMS: Params = {};

/** Compiles all strings, once. @param escape makes text of a person's harmless where it will be shown */
export function createTranslations(escape: (text: string) => string): Translations {
  const compiled = new Map(
    Object.entries(LOCALES).map(([locale, strings]) => [locale, compileSentences(locale, strings, escape)]),
  );
  const source = compiled.get(SOURCE_LOCALE) ?? new Map<string, Sentence>();
  const spoken = new Map<string, Translate>();
  return {
    for(locale) {
      const closest = closestLocale(locale);
      const known = spoken.get(closest);
      if (known) return known;
      const own = compiled.get(closest) ?? source;
      const translate: Translate = (key, params = NO_PARAMS) =>
        (own.get(key) ?? source.get(key))?.(params) ?? key;
      spoken.set(closest, translate);
      return translate;
    },
    has: (key) => source.has(key),
  };
}
