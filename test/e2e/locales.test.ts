import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../src/domain/preferences.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
const translations = createTranslations(escapeText);

describe.each(LANGUAGES)('%s', (language) => {
  const t = translations.for(language);
  const alice = () => ostinato.discord.member('alice');

  test('is spoken as soon as it is chosen, in answers, refusals, forms and buttons', async () => {
    const set = await alice().slash('/preferences set', { language });
    expect(set.text).toContain(t('preferences.title'));
    const name = `Test ${language}`;
    const texts = [
      await alice().slash('/playlist create', { name }),
      await alice().slash('/playlist create', { name }),
      await alice().slash('/playlist show', { playlist: name }),
      await alice().slash('/playlist list'),
      await alice().slash('/help'),
      await alice().slash('/about'),
      await alice().slash('/settings view'),
      await alice().slash('/playlist remove', { playlist: name, positions: 'x' }),
      await alice().slash('/todo add', { text: name, due: '2099-01-01 10:00', repeat: 'weekly' }),
      await alice().slash('/todo add', { text: name, due: '?' }),
      await alice().slash('/todo list'),
      await alice().slash('/todo show', { todo: '1' }),
      await alice().slash('/todo done', { todo: '1-2' }),
      await alice().slash('/todo done', { todo: 'x' }),
      await alice().slash('/todo list', { filter: 'done' }),
      await alice().slash('/todo clear'),
      await alice().slash('/todo restore', { todo: '99' }),
      await alice().slash('/todo lists create', { name }),
      await alice().slash('/todo lists share', { list: name, user: alice() }),
      await alice().slash('/todo lists show'),
      await alice().slash('/todo lists delete', { list: name }),
      await alice().slash('/todo export', { format: 'markdown' }),
    ].map(({ text }) => text);
    expect(texts[1]).toContain(t('constraint.playlists_user_name', { name }));
    expect(texts[4]).toContain(t('help.title'));
    expect(texts[6]).toContain(t('settings.title'));
    for (const text of texts) expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object/);
    const opened = await alice().slash('/playlist edit', { playlist: name });
    expect(opened.modal?.title).toBe(t('playlist.editTitle'));
    const todo = await (await alice().slash('/todo add', { text: name })).press(t('buttons.undo'));
    expect(todo.content).toBe(t('todo.undone.added'));
    const deleted = await alice().slash('/playlist delete', { playlist: name });
    expect(deleted.buttons.map(({ label }) => label)).toEqual([t('buttons.undo')]);
  });
});

test('without a choice, Discord’s language for the person holds', async () => {
  const { text } = await ostinato.discord.member('dieter').slash('/playlist list');
  const [before = ''] = translations
    .for('de')('playlist.listEmpty', { use: { playlist: { create: '/' } } })
    .split('/');
  expect(before.length).toBeGreaterThan(10);
  expect(text).toContain(before);
});
