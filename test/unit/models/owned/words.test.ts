import { expect, test } from '@jest/globals';
import { LOCALES } from '../../../../src/locales/locales.ts';
import { createTranslations } from '../../../../src/locales/translate.ts';
import { keysOf, NOUNS } from '../../../support/owned-keys.ts';

const translations = createTranslations((text) => text);

test.each(NOUNS)('all that may be told of $words has its words', (noun) => {
  expect(Object.keys(LOCALES)).toHaveLength(6);
  expect(keysOf(noun).filter((key) => !translations.has(key))).toEqual([]);
});
