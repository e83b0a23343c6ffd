import type { Words } from './words/words.ts';

/** A text as the patterns expect it: compatibility forms folded (１７：００), lower case, single spaces, no full stop. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=\d{4}-\d\d-\d\d)t(?=\d\d:)/, ' ')
    .replace(/ ?[.。!]$/, (end, at: number, all: string) => (/\d\.$/.test(all.slice(0, at + 1)) ? end : ''));
}

const GERMAN: Readonly<Record<string, string>> = {
  ä: '(?:ä|ae|a)',
  ö: '(?:ö|oe|o)',
  ü: '(?:ü|ue|u)',
};

/** Lets the letters of a pattern match without their accents too, as people without such a keyboard write. */
export function lenient(source: string): string {
  return source.replace(
    /[à-ÿ]/g,
    (letter) => GERMAN[letter] ?? `(?:${letter}|${letter.normalize('NFD').charAt(0)})`,
  );
}

/** A pattern that has to match the whole of a text. */
export function whole(source: string): RegExp {
  return new RegExp(`^(?:${lenient(source)})$`, 'u');
}

/** A word, such as “two”, as the number that the table has for it. */
export function numberOf(text: string, words: Words): number {
  if (/^[\d.,]+$/.test(text)) return Number(text.replace(',', '.'));
  const known = Object.entries(words.numbers).find(([word]) => whole(word).test(text));
  return known?.[1] ?? Number.NaN;
}

/** Makes something of a language's words once, when it is first needed. */
export function perLanguage<T>(make: (words: Words) => T): (words: Words) => T {
  const made = new WeakMap<Words, T>();
  return (words) => {
    const known = made.get(words);
    if (known !== undefined) return known;
    const fresh = make(words);
    made.set(words, fresh);
    return fresh;
  };
}
