import de from './de.json' with { type: 'json' };
import enUS from './en-US.json' with { type: 'json' };
import esES from './es-ES.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import ptBR from './pt-BR.json' with { type: 'json' };

/** The locale whose strings are the source of all others, and the fallback for whatever they lack. */
export const SOURCE_LOCALE = 'en-US';

/** What each string says, by Discord's locale codes. */
export const LOCALES = { [SOURCE_LOCALE]: enUS, de, 'es-ES': esES, fr, ja, 'pt-BR': ptBR } as const;

const OURS = Object.keys(LOCALES);

/** The locale of ours that serves a locale of Discord's best: itself, one of the same language, else the source. */
export function closestLocale(wanted: string): string {
  const language = wanted.split('-')[0];
  return (
    OURS.find((locale) => locale === wanted) ??
    OURS.find((locale) => locale.split('-')[0] === language) ??
    SOURCE_LOCALE
  );
}

/** The locales in which commands are told to Discord: ours, and those of the same language that Discord keeps apart. */
export const REGISTERED_LOCALES = [...OURS, 'en-GB', 'es-419'];
