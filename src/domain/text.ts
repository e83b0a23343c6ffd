import { z } from 'zod';

/** Control characters other than line feed and tab: PostgreSQL refuses NUL, people never mean the others. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F]/g;
/** At least one character that can be seen: a name of zero-width joiners is none. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

function tidy(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(CONTROL, '').trim();
}

function bounded(max: number, clean: (text: string) => string) {
  return z.string().min(1).max(max).transform(clean).pipe(z.string().min(1).max(max).regex(VISIBLE));
}

/** One line of text from a person: NFC, trimmed, white space folded, something visible, at most `max` UTF-16 units. */
export const line = (max: number) => bounded(max, (text) => tidy(text.replace(/\s+/g, ' ')));

/** Several lines of text from a person, likewise tidied; line feeds stay. */
export const paragraph = (max: number) => bounded(max, (text) => tidy(text.replace(/\r\n?/g, '\n')));
