import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../playground/driver/answer.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);

/** What can be chosen below an answer: values by their labels. */
function choices(answer: Answer): Map<string, string> {
  const menus = (answer.message?.components ?? []).flatMap((row) =>
    'components' in row ? row.components.filter((one) => 'options' in one) : [],
  );
  return new Map(
    menus.flatMap((menu) => ('options' in menu ? menu.options : [])).map((one) => [one.label, one.value]),
  );
}

/** Chooses by labels. */
function choose(answer: Answer, ...labels: string[]): Promise<Answer> {
  const there = choices(answer);
  return answer.select(
    null,
    labels.map((label) => there.get(label) ?? `no such choice: ${label}`),
  );
}

describe('/todo list', () => {
  test('ticks off what is chosen in its menu, shows what is left, and takes it back', async () => {
    for (const text of ['Milk', 'Bread', 'Eggs']) await as('alice').slash('/todo add', { text });
    const list = await as('alice').slash('/todo list');
    const ticked = await choose(list, '#1 Milk', '#3 Eggs');
    expect(ticked.content).toContain('Done: 2 to-dos');
    expect([...choices(ticked).keys()]).toEqual(['#2 Bread']);
    expect((await ticked.press('Undo')).content).toBe('2 to-dos are open again.');
    const again = await as('alice').slash('/todo list');
    expect([...choices(again).keys()]).toEqual(['#1 Milk', '#2 Bread', '#3 Eggs']);
    const none = await choose(again, '#1 Milk', '#2 Bread', '#3 Eggs');
    expect(none.content).toMatch(/^Done: 3 to-dos.*\nThere are no open to-dos here/s);
    const done = await as('alice').slash('/todo list', { filter: 'done' });
    expect((await choose(done, '#2 Bread')).content).toContain('Reopened `#2` **Bread**');
  });

  test('leaves alone what was done elsewhere since, and says so', async () => {
    for (const text of ['Early', 'Late']) await as('bob').slash('/todo add', { text });
    const list = await as('bob').slash('/todo list');
    await as('bob').slash('/todo done', { todo: '1' });
    expect((await choose(list, '#1 Early')).content).toContain('is already done');
    expect((await choose(list, '#1 Early', '#2 Late')).content).toContain('Done: `#2` **Late**');
  });

  test('offers nothing to change to those who may only look', async () => {
    await as('alice').slash('/todo lists create', { name: 'Look here' });
    await as('alice').slash('/todo add', { text: 'Untouchable', list: 'Look here' });
    await as('alice').slash('/todo lists share', { list: 'Look here', user: as('chloe').id, role: 'viewer' });
    const seen = await as('chloe').slash('/todo list', { list: 'Look here' });
    expect(seen.text).toContain('Untouchable');
    expect(choices(seen).size).toBe(0);
  });

  test('a number means what the list shows; one that stands for several is asked for', async () => {
    await as('dieter').slash('/todo lists create', { name: 'Groceries' });
    await as('dieter').slash('/todo add', { text: 'Rye bread', list: 'Groceries' });
    expect((await as('dieter').slash('/todo show', { todo: '1' })).text).toContain('Rye bread');
    await as('dieter').slash('/todo add', { text: 'Tax return' });
    const asked = await as('dieter').slash('/todo done', { todo: '1' });
    expect(asked.ephemeral).toBe(true);
    expect(asked.content).toBe(
      '`#1` is on more than one of your lists: “Rye bread” \\(Groceries\\), “Tax return”. Choose the list as well, or choose the to-do from the suggestions.',
    );
    expect((await as('dieter').slash('/todo done', { todo: '1', list: 'Groceries' })).content).toContain(
      'Rye bread',
    );
    // Of those that are left, only one is open.
    expect((await as('dieter').slash('/todo done', { todo: '1' })).content).toContain('Tax return');
    await as('dieter').slash('/todo reopen', { todo: '1', list: 'Groceries' });
    expect((await as('dieter').slash('/todo reopen', { todo: '1' })).content).toContain('Tax return');
  });
});

describe('/playlist list, search and show', () => {
  test('open the playlist that is chosen', async () => {
    await as('alice').slash('/playlist create', { name: 'Rainy Sunday' });
    await as('alice').slash('/playlist add', { playlist: 'Rainy Sunday', track: 'Gigue' });
    const found = await as('alice').slash('/playlist search', { text: 'rainy' });
    expect((await choose(found, 'Rainy Sunday')).text).toContain('Gigue');
    const list = await as('alice').slash('/playlist list');
    expect((await choose(list, 'Rainy Sunday')).text).toContain('Gigue');
  });

  test('take out what an editor chooses, with Undo; others are offered nothing', async () => {
    await as('bob').slash('/playlist create', { name: 'Suite', visibility: 'public' });
    for (const track of ['Aria', 'Bourrée', 'Gigue'])
      await as('bob').slash('/playlist add', { playlist: 'Suite', track });
    const shown = await as('bob').slash('/playlist show', { playlist: 'Suite' });
    const earlier = await as('bob').slash('/playlist show', { playlist: 'Suite' });
    const left = await choose(shown, '1. Aria', '3. Gigue');
    expect(left.content).toContain('Removed 2 tracks');
    expect([...choices(left).keys()]).toEqual(['1. Bourrée']);
    expect((await choose(earlier, '1. Aria')).content).toContain(
      'None of those tracks are in **Suite** any more.',
    );
    expect((await left.press('Undo')).content).toContain('3');
    const found = await as('chloe').slash('/playlist search', { text: 'Suite' });
    const seen = await choose(found, 'Suite');
    expect(seen.text).toContain('Bourrée');
    expect(choices(seen).size).toBe(0);
  });
});
