import { createInstance, type i18n } from 'i18next';
import { closestLocale, LOCALES, SOURCE_LOCALE } from './locales.ts';

/** Says a string of the locale files; placeholders are escaped unless written `{{- raw}}`. */
export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string;

/** All strings in all locales. */
export interface Translations {
  /** For a locale of Discord's, or the closest that we have. */
  for(locale: string): Translate;
  /** Whether a key is known: those made from constraint names may not be. */
  has(key: string): boolean;
}

/** @param escape makes text of a person's harmless where it will be shown */
export function createTranslations(escape: (text: string) => string): Translations {
  const instance: i18n = createInstance();
  // Resources are at hand, so this is done when it returns.
  void instance.init({
    initAsync: false,
    fallbackLng: SOURCE_LOCALE,
    resources: Object.fromEntries(
      Object.entries(LOCALES).map(([locale, translation]) => [locale, { translation }]),
    ),
    interpolation: { escape, escapeValue: true },
    returnEmptyString: false,
  });
  const spoken = new Map<string, Translate>();
  return {
    for(locale) {
      const closest = closestLocale(locale);
      const known = spoken.get(closest);
      if (known) return known;
      const t = instance.getFixedT(closest);
      const translate: Translate = (key, params) => t(key, { ...params });
      spoken.set(closest, translate);
      return translate;
    },
    // With a count, so that those that are written in several forms are found.
    has: (key) => instance.exists(key, { count: 1 }),
  };
}
