import { describe, expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const names = (choices: readonly { name: string }[]) => choices.map(({ name }) => name);

describe('a playlist', () => {
  test('that is public opens for everybody by its name: show, copy, export and suggestions', async () => {
    await as('alice').slash('/playlist create', { name: 'Evening songs', visibility: 'public' });
    await as('alice').slash('/playlist add', { playlist: 'Evening songs', track: 'Abendlied' });
    const yuki = as('yuki');
    expect((await yuki.slash('/playlist show', { playlist: 'evening SONGS' })).text).toContain('Abendlied');
    expect(
      (await yuki.slash('/playlist export', { playlist: 'Evening songs', format: 'csv' })).files,
    ).toHaveLength(1);
    expect(names(await yuki.complete('/playlist show', { playlist: 'Evning' }, 'playlist'))).toContain(
      'Evening songs',
    );
    expect(names(await yuki.complete('/playlist show', { playlist: '' }, 'playlist'))).not.toContain(
      'Evening songs',
    );
    // What only its owner may do is not suggested to others, and is refused by name.
    expect(names(await yuki.complete('/playlist delete', { playlist: 'Evening' }, 'playlist'))).toEqual([]);
    expect((await yuki.slash('/playlist delete', { playlist: 'Evening songs' })).content).toContain('Only');
    expect((await yuki.slash('/playlist copy', { playlist: 'Evning', name: 'Mine' })).content).toContain(
      'Mine',
    );
  });

  test('that is private stays unknown to others, however it is asked for', async () => {
    await as('alice').slash('/playlist create', { name: 'Secret diary', visibility: 'private' });
    for (const playlist of ['Secret diary', 'Secret dairy', 'diary']) {
      const answer = await as('bob').slash('/playlist show', { playlist });
      expect(answer.content).toContain(`I can’t find a playlist “${playlist}”`);
      expect(await as('bob').complete('/playlist show', { playlist }, 'playlist')).toEqual([]);
    }
  });

  test('is found by a text that fits one alone, with a typing error too', async () => {
    const bob = as('bob');
    for (const name of ['Second list', 'Rainy Sunday', 'Rainy Monday'])
      await bob.slash('/playlist create', { name });
    for (const playlist of ['secnd', 'sceond', 'second', 'cond li']) {
      const choices = await bob.complete('/playlist show', { playlist }, 'playlist');
      expect(names(choices)[0]).toBe('Second list');
      expect((await bob.slash('/playlist show', { playlist })).text).toContain('Second list');
    }
    expect((await bob.slash('/playlist add', { playlist: 'Sceond', track: 'Air' })).content).toContain(
      'Second list',
    );
    const several = await bob.slash('/playlist show', { playlist: 'rainy' });
    expect(several.content).toBe(
      '“rainy” matches more than one playlist: “Rainy Monday”, “Rainy Sunday”. Type more of the name, or choose one of the suggestions.',
    );
    expect(several.ephemeral).toBe(true);
  });

  test('is told from another of its name by whose it is', async () => {
    for (const person of ['chloe', 'dieter']) {
      await as(person).slash('/playlist create', { name: 'Suite', visibility: 'public' });
      await as(person).slash('/playlist add', { playlist: 'Suite', track: `By ${person}` });
    }
    const choices = await as('bob').complete('/playlist show', { playlist: 'suite' }, 'playlist');
    expect(names(choices).toSorted()).toEqual(['Suite · Chloé', 'Suite · Dieter']);
    const dieters = choices.find(({ name }) => name.endsWith('Dieter'));
    expect((await as('bob').slash('/playlist show', { playlist: String(dieters?.value) })).text).toContain(
      'By dieter',
    );
    expect((await as('bob').slash('/playlist show', { playlist: 'Suite' })).content).toContain(
      'matches more than one playlist',
    );
    // One's own is meant before everybody's.
    expect((await as('chloe').slash('/playlist show', { playlist: 'Suite' })).text).toContain('By chloe');
    expect(names(await as('chloe').complete('/playlist show', { playlist: 'suite' }, 'playlist'))[0]).toBe(
      'Suite',
    );
  });
});

describe('a to-do', () => {
  test('is found by words of it, on the list that is named or on any', async () => {
    const yuki = as('yuki');
    await yuki.slash('/todo lists create', { name: 'Groceries' });
    await yuki.slash('/todo add', { text: 'Buy oat milk', list: 'Groceries' });
    await yuki.slash('/todo add', { text: 'Call the plumber' });
    expect(names(await yuki.complete('/todo done', { todo: 'plumebr' }, 'todo'))).toEqual([
      '#1 Call the plumber',
    ]);
    expect((await yuki.slash('/todo show', { todo: 'plumbr' })).text).toContain('Call the plumber');
    expect((await yuki.slash('/todo done', { todo: 'oat milk', list: 'Grocries' })).content).toContain(
      'Buy oat milk',
    );
    expect((await yuki.slash('/todo reopen', { todo: 'milk' })).content).toContain('Buy oat milk');
    await yuki.slash('/todo add', { text: 'Buy almond milk' });
    expect((await yuki.slash('/todo done', { todo: 'milk' })).content).toBe(
      '“milk” matches more than one to-do: “Buy oat milk”, “Buy almond milk”. Type more of the text, or choose one of the suggestions.',
    );
    expect((await yuki.slash('/todo done', { todo: 'unicorns' })).content).toContain(
      'I can’t find a to-do “unicorns” here',
    );
    expect((await yuki.slash('/todo done', { todo: '1,x' })).content).toContain('“x”');
    expect((await yuki.slash('/todo list', { list: 'grocer' })).text).toContain('Buy oat milk');
  });
});
