import { describe, expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ TODOS_PER_USER: '40' });
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const YEAR = new Date().getFullYear() + 1;

/** A list of somebody's with to-dos on it; its name must be new. */
async function listOf(key: string, name: string, ...texts: string[]): Promise<void> {
  await as(key).slash('/todo lists create', { name });
  for (const text of texts) await as(key).slash('/todo add', { text, list: name });
}
const shown = async (key: string, list: string, filter?: string) =>
  (await as(key).slash('/todo list', { list, filter })).text;

describe('/todo add', () => {
  test('keeps it on one’s own list, for nobody else to see, and can be undone', async () => {
    const answer = await as('alice').slash('/todo add', { text: '  Buy milk ' });
    expect(answer.content).toBe('Added `#1` **Buy milk** to **My list**.');
    expect(answer.ephemeral).toBe(true);
    expect((await as('bob').slash('/todo list')).content).toContain('There are no open to-dos here');
    expect((await answer.press('Undo')).content).toBe('Removed the to-do again.');
    expect((await as('alice').slash('/todo list')).content).toContain('There are no open to-dos here');
  });

  test('shows what it understood of date, priority and repetition', async () => {
    const answer = await as('alice').slash('/todo add', {
      text: 'Water the plants',
      due: `${YEAR}-03-01 17:00`,
      priority: 'urgent',
      repeat: 'weekly',
    });
    const at = Date.UTC(YEAR, 2, 1, 17) / 1_000;
    expect(answer.content).toContain(`<t:${at}:F> (<t:${at}:R>) · urgent · 🔁 every week`);
  });

  test('reads dates by the clock of the person’s own zone', async () => {
    await as('chloe').slash('/preferences set', { timezone: 'Europe/Paris' });
    const answer = await as('chloe').slash('/todo add', { text: 'x', due: `${YEAR}-03-01 17:00` });
    expect(answer.content).toContain(`<t:${Date.UTC(YEAR, 2, 1, 16) / 1_000}:F>`);
  });

  test('suggests dates that read back as what they say', async () => {
    const choices = await as('alice').complete('/todo add', { text: 'x', due: 'tomorrow' }, 'due');
    expect(choices.length).toBeGreaterThan(0);
    const answer = await as('alice').slash('/todo add', { text: 'Suggested', due: choices[0]?.value });
    expect(answer.content).toMatch(/<t:\d+:F> \(<t:\d+:R>\)/);
    expect(answer.buttons.map(({ label }) => label)).toContain('Undo');
  });

  test('a date that cannot be read costs nobody their text: it is asked for', async () => {
    const answer = await as('alice').slash('/todo add', {
      text: 'Call the plumber',
      due: 'when pigs fly',
      repeat: 'weekly',
    });
    expect(answer.content).toContain('**Call the plumber**');
    expect(answer.content).toContain('“when pigs fly” isn’t a date I can read');
    const opened = await answer.press('Set date');
    expect(JSON.stringify(opened.modal)).toContain('Call the plumber');
    const edited = await opened.submit({ due: `${YEAR}-05-05 08:00` });
    expect(edited.content).toContain(`<t:${Date.UTC(YEAR, 4, 5, 8) / 1_000}:F>`);
    expect(edited.content).toContain('🔁 every week');
  });

  test('a date that is in the past is asked about, and can be meant', async () => {
    const answer = await as('alice').slash('/todo add', { text: 'Long ago', due: '2020-01-01 10:00' });
    expect(answer.content).toContain('is in the past');
    const set = await answer.press('Wed 2020-01-01 10:00 (GMT+0)');
    expect(set.content).toContain(`**Long ago** is now due <t:${Date.UTC(2020, 0, 1, 10) / 1_000}:F>`);
    expect((await as('alice').slash('/todo list', { filter: 'overdue' })).text).toContain('⚠️ **overdue**');
  });

  test('the doubled hour in autumn is asked about, with either reading to press', async () => {
    await as('dieter').slash('/preferences set', { timezone: 'Europe/Berlin' });
    const sunday = new Date(Date.UTC(YEAR, 9, 31));
    sunday.setUTCDate(31 - sunday.getUTCDay());
    const day = sunday.toISOString().slice(0, 10);
    const answer = await as('dieter').slash('/todo add', { text: 'Twice', due: `${day} 02:30` });
    expect(answer.content).toContain('could mean more than one time');
    const labels = answer.buttons.map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual([`Sun ${day} 02:30 (GMT+2)`, `Sun ${day} 02:30 (GMT+1)`]);
    const set = await answer.press(labels[1] ?? '');
    expect(set.content).toContain(`<t:${Date.parse(`${day}T01:30:00Z`) / 1_000}:F>`);
    // The form shows the same time; sent back as it is, it stays the second of the two.
    const number = /#(\d+)/.exec(set.content)?.[1];
    const opened = await as('dieter').slash('/todo edit', { todo: number });
    const edited = await opened.submit({ text: 'Twice as nice' });
    expect(edited.content).toContain(`<t:${Date.parse(`${day}T01:30:00Z`) / 1_000}:F>`);
  });

  test('a repetition without a date is kept, and the date asked for', async () => {
    const answer = await as('alice').slash('/todo add', { text: 'Stretch', repeat: 'daily' });
    expect(answer.content).toContain('A to-do that repeats needs a due date');
  });

  test.each([
    [{ text: '\u200b' }, 'is empty'],
    [{ text: 'x'.repeat(1_001) }, 'the limit is 1000'],
    [{ text: 'x', priority: 'whenever' }, 'isn’t a choice for “priority”'],
    [{ text: 'x', repeat: 'yearly' }, 'isn’t a choice for “repeat”'],
    [{ text: 'x', list: 'no such' }, 'I can’t find a list “no such”'],
    [{ text: 'x', due: 'y'.repeat(101) }, 'the limit is 100'],
  ])('%j is refused', async (options, sentence) => {
    const answer = await as('alice').slash('/todo add', options, { force: true });
    expect(answer.content).toContain(sentence);
    expect(answer.ephemeral).toBe(true);
  });

  test('markup is shown as it was written, and nobody is pinged', async () => {
    const answer = await as('alice').slash('/todo add', { text: '**x** @everyone <@1> [a](http://b)' });
    expect(answer.content).toContain(String.raw`\*\*x\*\* @everyone \<@1\> \[a\]\(http://b\)`);
    expect(answer.message?.mentions).toEqual([]);
  });

  test('the most there can be is the most there can be', async () => {
    for (let n = 1; n <= 40; n += 1) await as('mallory').slash('/todo add', { text: `T${n}` });
    const answer = await as('mallory').slash('/todo add', { text: 'one too many' });
    expect(answer.content).toContain('You can’t have more than 40 open to-dos');
    const pages = await as('mallory').slash('/todo list', { sort: 'number' });
    expect(pages.text).toContain('Open · 40 to-dos · Page 1 of 4');
    const second = await pages.press('Next page ▶');
    expect(second.text).toContain('`#11` T11');
  });
});

describe('/todo done, reopen', () => {
  test('takes a suggestion, a number, several of them, and says what comes again', async () => {
    await listOf('bob', 'House', 'Sweep', 'Mop', 'Dust', 'Paint');
    const [choice] = await as('bob').complete('/todo done', { todo: 'swe' }, 'todo');
    expect(choice?.name).toBe('#1 Sweep · House');
    const one = await as('bob').slash('/todo done', { todo: choice?.value });
    expect(one.content).toBe('Done: `#1` **Sweep**.');
    const many = await as('bob').slash('/todo done', { todo: '#2-3, 9', list: 'house' });
    expect(many.content).toContain('Done: 2 to-dos, starting with `#2` **Mop**.');
    expect(many.content).toContain('Skipped one number, because there was nothing to change');
    expect(await shown('bob', 'house')).not.toContain('Mop');
    expect(await shown('bob', 'house', 'done')).toContain('~~Mop~~');
    expect((await many.press('Undo')).content).toBe('2 to-dos are open again.');
    expect(await shown('bob', 'house')).toContain('`#3` Dust');
    const reopened = await as('bob').slash('/todo reopen', { todo: '1', list: 'house' });
    expect(reopened.content).toBe('Reopened `#1` **Sweep**.');
    expect((await reopened.press('Undo')).content).toBe('The to-do is done again.');
  });

  test('what repeats comes again on the same wall clock, and Undo takes that back', async () => {
    await as('bob').slash('/todo add', { text: 'Bins', due: `${YEAR}-06-01 07:00`, repeat: 'weekly' });
    const done = await as('bob').slash('/todo done', { todo: '1' });
    const next = Date.UTC(YEAR, 5, 8, 7) / 1_000;
    expect(done.content).toContain(`Next time: \`#2\` **Bins**, <t:${next}:F>`);
    await done.press('Undo');
    const open = (await as('bob').slash('/todo list', { sort: 'number' })).text;
    expect(open).toContain('`#1` Bins');
    expect(open).not.toContain('`#2` Bins');
  });

  test('a press for the second time changes nothing', async () => {
    await listOf('bob', 'Presses', 'x');
    const done = await as('bob').slash('/todo done', { todo: '1', list: 'Presses' });
    const undo = done.buttons[0]?.customId ?? '';
    await done.press('Undo');
    const messageId = done.message?.id ?? '';
    const again = await as('bob').raw({ kind: 'component', messageId, customId: undo, force: true });
    // Beside the message, where the press was deferred.
    expect(again.text).toContain('That was already undone, so nothing was changed.');
    expect((await as('bob').slash('/todo list', { list: 'Presses' })).text).toContain('`#1` x');
  });

  test.each([
    ['9', 'There’s no to-do #9 on that list'],
    ['8,9', 'None of these 2 numbers'],
    ['milk', 'I can’t find a to-do “milk” here'],
    ['0', '“0” isn’t a to-do'],
    ['1-500', '“1-500” makes too many numbers'],
    ['018f0000-0000-7000-8000-000000000000', 'or you can no longer see it'],
  ])('“%s” is refused', async (todo, sentence) => {
    await listOf('bob', `Bad ${todo}`, 'x');
    const answer = await as('bob').slash('/todo done', { todo, list: `Bad ${todo}` });
    expect(answer.content).toContain(sentence);
    expect(answer.ephemeral).toBe(true);
  });

  test('done twice says so, and the other way round', async () => {
    await listOf('bob', 'Twice', 'x');
    const open = await as('bob').slash('/todo reopen', { todo: '1', list: 'Twice' });
    expect(open.content).toContain('#1 is already open');
    await as('bob').slash('/todo done', { todo: '1', list: 'Twice' });
    const again = await as('bob').slash('/todo done', { todo: '1', list: 'Twice' });
    expect(again.content).toMatch(/#1 is already done\. Use <\/todo reopen:\d+>/);
  });
});

describe('/todo show', () => {
  test('has all of a long text, when it was added and by whom, and when one is reminded', async () => {
    const long = `${'So much to do. '.repeat(60)}The end`;
    const { id } = as('bob');
    await listOf('bob', 'Long');
    await as('bob').slash('/todo add', { text: long, list: 'Long', due: `${YEAR}-03-01 17:00` });
    const [choice] = await as('bob').complete('/todo show', { todo: 'so much' }, 'todo');
    const { embeds, ephemeral } = await as('bob').slash('/todo show', { todo: choice?.value });
    const { title, description } = embeds[0] ?? {};
    const at = Date.UTC(YEAR, 2, 1, 17) / 1_000;
    expect([title, ephemeral]).toEqual(['#1 · Long', true]);
    expect(description).toContain(long);
    expect(description).toContain(`Reminder <t:${at}:R>`);
    expect(description).toMatch(new RegExp(`Added <t:\\d+:R> by <@${id}>$`));
    expect(await shown('bob', 'Long')).toContain('So much to do. So much');
  });

  test('also one that is done, to those who may only look', async () => {
    await listOf('bob', 'Looked at', 'Paint the fence');
    await as('bob').slash('/todo lists share', { list: 'Looked at', user: as('chloe') });
    await as('bob').slash('/todo done', { todo: '1', list: 'Looked at' });
    const [choice] = await as('chloe').complete('/todo show', { todo: 'paint' }, 'todo');
    const { text } = await as('chloe').slash('/todo show', { todo: choice?.value });
    expect(text).toContain('Paint the fence');
    expect(text).toMatch(new RegExp(`✅ <t:\\d+:R> · by <@${as('bob').id}>`));
    expect(text).not.toContain('Reminder <t:');
  });
});

test('a list cuts no text that there is room for, and stays inside Discord’s limit whatever is in it', async () => {
  const usual = 'A text that is as long as those that people write when they are in a hurry, or not';
  await listOf('dieter', 'Roomy', ...Array.from({ length: 10 }, (_, i) => `${i} ${usual}`));
  expect((await shown('dieter', 'Roomy')).match(new RegExp(usual, 'g'))).toHaveLength(10);
  await listOf('dieter', 'Starry', ...Array.from({ length: 10 }, (_, i) => `${i}${'*'.repeat(999)}`));
  const text = await shown('dieter', 'Starry');
  expect(text.match(/…/g)).toHaveLength(10);
});

describe('/todo edit', () => {
  test('the form shows what is there, and what comes back is kept', async () => {
    await as('yuki').slash('/todo add', { text: 'Before', due: `${YEAR}-02-03 04:05`, priority: 'low' });
    const opened = await as('yuki').slash('/todo edit', { todo: '#1' });
    expect(opened.modal?.title).toBe('Edit #1');
    expect(JSON.stringify(opened.modal)).toContain(`${YEAR}-02-03 04:05`);
    const edited = await opened.submit({ text: 'After\nsecond line', priority: 'high', repeat: 'monthly' });
    expect(edited.content).toContain('Changed `#1` **After second line**.');
    expect(edited.content).toContain('high · 🔁 every month');
    const cleared = await (
      await as('yuki').slash('/todo edit', { todo: '1' })
    ).submit({ due: '', repeat: 'never' });
    expect(cleared.content).not.toContain('<t:');
  });

  test('an unreadable date keeps all else that was written, and the date as it was', async () => {
    const at = Date.UTC(YEAR, 1, 3, 4, 5) / 1_000;
    await as('yuki').slash('/todo add', { text: 'Dated', due: `${YEAR}-02-03 04:05` });
    const opened = await as('yuki').slash('/todo edit', { todo: '2' });
    const edited = await opened.submit({ text: 'Still dated', due: 'no date at all' });
    expect(edited.content).toContain('**Still dated**');
    expect(edited.content).toContain(`<t:${at}:F>`);
    expect(edited.content).toContain('“no date at all” isn’t a date I can read');
  });

  test.each([
    ['never', 'no date at all', /^-# [^🔁]*$/mu],
    ['never', '30 February', /^-# [^🔁]*$/mu],
    ['daily', 'no date at all', /🔁 every day/],
  ])('a repetition changed to %s is kept beside “%s”, which needs an answer', async (repeat, due, facts) => {
    const text = `Comes again ${repeat} ${due}`;
    await as('yuki').slash('/todo add', { text, due: `${YEAR}-02-03 04:05`, repeat: 'weekly' });
    const edited = await (await as('yuki').slash('/todo edit', { todo: text })).submit({ due, repeat });
    expect(edited.content).toMatch(facts);
    expect(edited.buttons.map(({ label }) => label)).toContain('Set date');
  });

  test('only one at a time', async () => {
    const answer = await as('yuki').slash('/todo edit', { todo: '1-2' });
    expect(answer.content).toContain('is more than one to-do');
  });
});

describe('/todo remove, restore, clear', () => {
  test('what was removed comes back by Undo, and by restore', async () => {
    await listOf('bob', 'Removals', 'a', 'b');
    const removed = await as('bob').slash('/todo remove', { todo: '1-2', list: 'Removals' });
    expect(removed.content).toContain(
      'Removed 2 to-dos, starting with `#1` **a**. You can restore them for 30 days',
    );
    expect(await shown('bob', 'Removals')).toContain('There are no open to-dos here');
    await removed.press('Undo');
    expect(await shown('bob', 'Removals')).toContain('`#2` b');
    await as('bob').slash('/todo remove', { todo: '2', list: 'Removals' });
    const [choice] = await as('bob').complete('/todo restore', { todo: '', list: 'Removals' }, 'todo');
    expect(choice?.name).toBe('#2 b');
    const restored = await as('bob').slash('/todo restore', { todo: choice?.value });
    expect(restored.content).toBe('Restored `#2` **b**.');
    const none = await as('bob').slash('/todo restore', { todo: '2', list: 'Removals' });
    expect(none.content).toContain('There’s no removed to-do #2 on that list');
  });

  test('clear removes what is done, and only that', async () => {
    await listOf('bob', 'Clearing', 'a', 'b', 'c');
    expect((await as('bob').slash('/todo clear', { list: 'Clearing' })).content).toContain(
      'nothing to remove',
    );
    await as('bob').slash('/todo done', { todo: '1,3', list: 'Clearing' });
    const cleared = await as('bob').slash('/todo clear', { list: 'Clearing' });
    expect(cleared.content).toContain('Removed the 2 to-dos on **Clearing** that were done');
    expect(await shown('bob', 'Clearing', 'done')).toContain('No to-dos are done here yet');
    expect((await cleared.press('Undo')).content).toBe('Restored 2 to-dos.');
  });
});

test('everything of a person’s is for their eyes only, in a server, and is there in direct messages, too', async () => {
  const bob = as('bob');
  for (const answer of [
    await bob.slash('/todo list'),
    await bob.slash('/todo lists show'),
    await bob.slash('/todo list', { list: 'House' }),
    await bob.slash('/todo export', { format: 'csv' }),
  ])
    expect(answer.ephemeral).toBe(true);
  expect((await as('bob', { dm: true }).slash('/todo list', { list: 'House' })).text).toContain('Paint');
});

test('buttons go on working after the bot was killed', async () => {
  const past = await as('yuki').slash('/todo add', { text: 'Longer ago', due: '2020-01-01 10:00' });
  await listOf('yuki', 'Garden', 'Dig', 'Sow');
  const many = await as('yuki').slash('/todo done', { todo: '1-2', list: 'garden' });
  await ostinato.restart('SIGKILL');
  expect((await many.press('Undo')).content).toBe('2 to-dos are open again.');
  expect(await shown('yuki', 'garden')).toContain('`#2` Sow');
  const label = past.buttons.find((button) => button.label.includes('2020-01-01 10:00'))?.label ?? '';
  expect((await past.press(label)).content).toContain('**Longer ago** is now due <t:1577');
});
