/** The languages that can be chosen, by Discord's locale codes; each is a file of src/locales. */
export const LANGUAGES = ['en-US', 'de', 'es-ES', 'fr', 'ja', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where reminders go. */
export const REMINDERS_BY = ['dm', 'channel'] as const;
export type RemindersBy = (typeof REMINDERS_BY)[number];
