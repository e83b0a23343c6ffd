import { z } from 'zod';

/** Control characters that are no white space: PostgreSQL refuses NUL, people never mean the others. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;
/**
 * A character that can be seen: letters, digits, punctuation and signs, without those that are one of these and show
 * nothing (Hangul fillers, the blank Braille pattern, tags, variation selectors). Accents need something to stand on.
 * Source: Unicode Standard Annex 44, Default_Ignorable_Code_Point.
 */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;
/** What turns the direction of the text around it, which a name that others see has no business to do. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Whether there is something to see in a text. */
export const showsSomething = (text: string) => VISIBLE.test(text);

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

/** A name that no person has written, but a link, a file or a service told: one line, at most `max`, or null if it shows nothing. */
export function derivedName(text: string, max: number): string | null {
  const whole = tidy(text.replace(DIRECTION, ''), (one) => one.replace(/\s+/g, ' '));
  const name = whole
    .slice(0, max)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trim();
  return showsSomething(name) ? name : null;
}
