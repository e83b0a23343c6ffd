import { expect, test } from '@jest/globals';
import { LOCALES, SOURCE_LOCALE } from '../../../../src/locales/locales.ts';
import { createTranslations } from '../../../../src/locales/translate.ts';
import { WORDS } from '../../../../src/models/owned/noun.ts';
import { playlists } from '../../../../src/models/playlist/playlist.ts';
import { todoLists } from '../../../../src/models/todo-list/todo-list.ts';

const translations = createTranslations((text) => text);

/** What the commands say of what was done, besides. */
const DONE = ['shared.viewer', 'shared.editor', 'unshared', 'deleted', 'restored'];

test.each([playlists.noun, todoLists.noun])('all that may be told of $words has its words', (noun) => {
  const roles = ['owner', 'editor', ...(noun.memberRole === 'member' ? ['member'] : [])];
  const lists = noun.memberRole === 'member' ? ['serverSees', 'isDefault'] : [];
  const open = noun.visibilities.includes('server') ? [] : ['serverIsSeen'];
  const keys = [...WORDS, ...DONE, ...lists, ...roles.map((role) => `needs.${role}`)]
    .filter((key) => !open.includes(key))
    .map((key) => `${noun.words}.${key}`);
  expect(Object.keys(LOCALES)).toContain(SOURCE_LOCALE);
  expect(keys.filter((key) => !translations.has(key))).toEqual([]);
});
