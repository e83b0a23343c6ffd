import { z } from 'zod';

/** Control characters that are no white space: PostgreSQL refuses NUL, people never mean the others. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F]/g;
/** At least one character that can be seen: a name of zero-width joiners is none. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Text as PostgreSQL takes it: well-formed, and without control characters that people never mean. */
export const storable = (text: string) => text.toWellFormed().replace(CONTROL, '');

// In this order tidying what is tidy changes nothing: what is taken out may have kept accents and spaces apart.
function tidy(text: string, space: (text: string) => string): string {
  return space(storable(text).normalize('NFC')).trim();
}

function bounded(max: number, clean: (text: string) => string) {
  return z.string().min(1).max(max).transform(clean).pipe(z.string().min(1).max(max).regex(VISIBLE));
}

/** One line of text from a person: NFC, trimmed, white space folded, something visible, at most `max` UTF-16 units. */
export const line = (max: number) => bounded(max, (text) => tidy(text, (one) => one.replace(/\s+/g, ' ')));

/** Several lines of text from a person, likewise tidied; line feeds stay. */
export const paragraph = (max: number) =>
  bounded(max, (text) => tidy(text, (one) => one.replace(/\r\n?|[\v\f]/g, '\n')));
