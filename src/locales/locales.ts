import enUS from './en-US.json' with { type: 'json' };

/** The locale whose strings are the source of all others, and the fallback for whatever they lack. */
export const SOURCE_LOCALE = 'en-US';

/** What each string says, by Discord's locale codes. */
export const LOCALES = { [SOURCE_LOCALE]: enUS } as const;

/** The locale of ours that serves a locale of Discord's best: itself, one of the same language, else the source. */
export function closestLocale(wanted: string): string {
  const ours = Object.keys(LOCALES);
  const language = wanted.split('-')[0];
  return (
    ours.find((locale) => locale === wanted) ??
    ours.find((locale) => locale.split('-')[0] === language) ??
    SOURCE_LOCALE
  );
}
