import { expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { escapeText } from '../../../src/discord/escape.ts';
import { createExplainer } from '../../../src/discord/receive/explain.ts';
import { parseInput } from '../../../src/discord/declare/options.ts';
import { visibility } from '../../../src/domain/ownership/ownership.ts';
import { line } from '../../../src/domain/text.ts';
import { createTranslations } from '../../../src/locales/translate.ts';
import type { Logger } from '../../../src/logger.ts';

const translations = createTranslations(escapeText);
const log = { debug: jest.fn(), warn: jest.fn(), error: jest.fn() } as unknown as Logger;
const explain = createExplainer(translations, log);
const schema = z.object({
  name: line(10).optional(),
  page: z.int().min(1).max(9).optional(),
  visibility: visibility.optional(),
});

function said(given: Record<string, unknown>, locale: string): string {
  try {
    parseInput(schema, given);
  } catch (error) {
    return explain(error, translations.for(locale), 'request').content;
  }
  return 'taken';
}

test.each([
  [
    { name: 'Songs for the road' },
    '“Songs for the road” is too long for “name”: it has 18 characters, and the limit is 10. Shorten it, then try again.',
  ],
  [{ name: ' ' }, '“name” is empty. Enter at least one visible character, for example “Road trip”.'],
  [{ page: 0 }, '0 is too low for “page”. Enter 1 or higher.'],
  [{ page: 12 }, '12 is too high for “page”. Enter 9 or lower.'],
  [{ page: 1.5 }, '“1.5” isn’t a whole number. For “page”, enter a number like 2.'],
  [
    { visibility: 'secret' },
    '“secret” isn’t a choice for “visibility”. Choose one from the list, for example “Private: only you and people you share it with”.',
  ],
])('%j is answered with what was typed, the option and what to type instead', (given, sentence) => {
  expect(said(given, 'en-US')).toBe(sentence);
});

test.each(['de', 'es-ES', 'fr', 'ja', 'pt-BR'])('%s calls the option what its reader sees', (locale) => {
  const t = translations.for(locale);
  const sentence = said({ page: 12 }, locale);
  expect(sentence).toContain(t('names.options.page'));
  expect(sentence).toContain('12');
  expect(sentence).toContain('9');
});
