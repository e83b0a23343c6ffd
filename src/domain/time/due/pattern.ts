import { Info } from 'luxon';
import { kanjiToFigures } from './kanji.ts';
import type { Words } from './words/words.ts';

/**
 * A text as the patterns expect it: compatibility forms folded (１７：００), lower case, single spaces, straight
 * apostrophes, kanji as figures, no full stop.
 */
export function normalise(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[’‘´`]/g, "'")
    .replaceAll('⁄', '/')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=\d{4}-\d\d-\d\d)t(?=\d\d:)/, ' ')
    .replace(/ ?[.。!?]$/, (end, at: number, all: string) => (/\d\.$/.test(all.slice(0, at + 1)) ? end : ''));
  return kanjiToFigures(folded);
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

const tailOf = perLanguage(({ tail, locale }) =>
  locale === 'ja' ? new RegExp(`(?<=.) ?(?:${tail})$`, 'u') : new RegExp(`,? (?:${lenient(tail)})$`, 'u'),
);

/** A text without what says nothing more at its end, such as “please”. */
export function withoutTail(text: string, words: Words): string {
  return text.replace(tailOf(words), '');
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

const NUMBER = '\\d{1,9}(?:[.,]\\d{1,2}| 1/2)?|1/2';

const numbersOf = perLanguage((words) =>
  Object.entries(words.numbers).map(([word, value]) => [whole(word), value] as const),
);

/** Figures or a word for a number, such as “two”; the longest words first. */
export function numberPattern({ numbers }: Words, fits: (value: number) => boolean = () => true): string {
  const fitting = Object.keys(numbers).filter((word) => fits(numbers[word] ?? 0));
  return fitting.sort((a, b) => b.length - a.length).join('|') || '(?!)';
}

/** What `numberPattern` or `FIGURES` found. */
export function numberOf(text: string, words: Words): number {
  if (text.endsWith('1/2')) return Number(text.slice(0, -3)) + 0.5;
  if (/^[\d.,]+$/.test(text)) return Number(text.replace(',', '.'));
  return numbersOf(words).find(([pattern]) => pattern.test(text))?.[1] ?? Number.NaN;
}

/** Figures, halves too. */
export const FIGURES = NUMBER;

const namesOf = perLanguage((words) => {
  const alternatives = (name: string, sources: readonly string[]) =>
    `(?:${sources.map((source, index) => `(?<${name}${index + 1}>${source})`).join('|')})`;
  const [long, short] = (['long', 'short'] as const).map((length) =>
    Info.months(length, { locale: words.locale }).map((name) => name.toLowerCase().replace(/\.$/, '')),
  );
  const months = (long ?? []).map((name, index) =>
    [
      name,
      `${short?.[index] ?? name}\\.?`,
      ...(words.months[index + 1] ? [`(?:${words.months[index + 1]})\\.?`] : []),
    ].join('|'),
  );
  const [currentMonth, nextMonth] = words.periods.month;
  const month = words.locale === 'ja' ? '(?<mn>1[0-2]|[1-9])月' : alternatives('m', months);
  return {
    W: alternatives('w', words.weekdays),
    MONTH: month,
    OF: `(?:(?<thisMonth>${currentMonth})|(?<nextMonth>${nextMonth})|${month})`,
    O: alternatives('o', words.ordinals),
    N: '(?<day>\\d{1,2})',
    Y: '(?<year>\\d{4})',
    COUNT: `(?<count>[1-9]\\d?|${numberPattern(words, (value) => Number.isInteger(value) && value > 0)})`,
  };
});

/** Puts a language's names of days, months and numbers into a source. */
export function fill(source: string, words: Words): string {
  const names: Readonly<Record<string, string>> = namesOf(words);
  return source.replace(/\{([A-Z]+)\}/g, (all, name: string) => names[name] ?? all);
}

/** The named groups of a match. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** Which of numbered groups, such as `w1` to `w7`, matched; 0 for none. */
export function numbered(groups: Groups, name: string, most: number): number {
  for (let index = 1; index <= most; index += 1) if (groups[`${name}${index}`] !== undefined) return index;
  return 0;
}
