import { fill, perLanguage } from './pattern.ts';
import type { Words } from './words/words.ts';

const namesOf = perLanguage((words) => ({
  weekday: new RegExp(`^${fill('{W}', words)}$`, 'u'),
  month: new RegExp(`^${fill('{MONTH}', words)}$`, 'u'),
}));

/**
 * The languages that a text may be read in: not in English where a word is one of a day in the language of the person
 * and of a month in English, such as “mar 12” in French.
 */
export function withoutClash(text: string, languages: readonly [Words, ...Words[]]): readonly Words[] {
  const [own, ...others] = languages;
  const tokens = text.split(' ').filter((token) => namesOf(own).weekday.test(token));
  return [own, ...others.filter((other) => !tokens.some((token) => namesOf(other).month.test(token)))];
}
