import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);

/** The instants that a text shows as Discord's long dates. */
const shownIn = (text: string) =>
  [...text.matchAll(/<t:(\d+):F>/g)].map(([, seconds]) =>
    DateTime.fromSeconds(Number(seconds), { zone: 'utc' }),
  );

describe('what repeats, said in words', () => {
  test('“every monday 9am” fills in the repetition, and begins on a Monday', async () => {
    const answer = await as('bob').slash('/todo add', { text: 'Bins', due: 'every monday 9am' });
    const [at] = shownIn(answer.content);
    expect([at?.weekday, at?.hour]).toEqual([1, 9]);
    expect(answer.content).toContain('🔁 every week');
  });

  test('“every 2 weeks” comes again two weeks later, and the form keeps it', async () => {
    const answer = await as('bob').slash('/todo add', {
      text: 'Change the sheets',
      due: 'every 2 weeks starting tomorrow 10:00',
    });
    expect(answer.content).toContain('🔁 every 2 weeks');
    const number = /#(\d+)/.exec(answer.content)?.[1];
    const opened = await as('bob').slash('/todo edit', { todo: number });
    const edited = await opened.submit({ text: 'Change all the sheets' });
    expect(edited.content).toContain('🔁 every 2 weeks');
    const done = await as('bob').slash('/todo done', { todo: number });
    const [at] = shownIn(answer.content);
    expect(shownIn(done.content).map((one) => one.toMillis())).toEqual([at?.plus({ weeks: 2 }).toMillis()]);
  });

  test('a date of several is asked about, and its repetition kept', async () => {
    const answer = await as('bob').slash('/todo add', { text: 'Stretch', due: 'every day at 9' });
    expect(answer.content).toContain('could mean more than one time');
    const [early = ''] = answer.buttons.map(({ label }) => label).filter((label) => label?.includes('21:00'));
    await answer.press(early);
    const shown = await as('bob').slash('/todo list');
    expect(shown.text).toMatch(/Stretch[^]*🔁 every day/);
  });

  test('a choice of the list for what repeats reads back as that', async () => {
    const choices = await as('bob').complete('/todo add', { text: 'x', due: 'every other day at 9' }, 'due');
    expect(choices).toHaveLength(2);
    const answer = await as('bob').slash('/todo add', { text: 'Run', due: choices[0]?.value });
    expect(answer.content).toContain('🔁 every 2 days');
  });

  test('a repetition on working days that is due at a weekend begins on Monday', async () => {
    const saturday = DateTime.utc().plus({ weeks: 2 }).set({ weekday: 6 }).toFormat('yyyy-MM-dd');
    const answer = await as('bob').slash('/todo add', {
      text: 'Stand-up',
      due: `${saturday} 09:30`,
      repeat: 'weekdays',
    });
    const [at] = shownIn(answer.content);
    expect([at?.weekday, at?.toFormat('HH:mm')]).toEqual([1, '09:30']);
  });
});

describe('while a date is typed', () => {
  test('the list says what it would be, with the zone that nobody chose', async () => {
    const [choice] = await as('mallory').complete('/todo add', { text: 'x', due: 'tomorrow 17:00' }, 'due');
    expect(choice?.name).toMatch(/^tomorrow 17:00 · \w{3} \d{4}-\d\d-\d\d 17:00 UTC$/);
  });

  test('one’s own zone goes without saying, and that of another is shown with its clock', async () => {
    await as('dieter').slash('/preferences set', { timezone: 'Berlin' });
    const name = async (due: string) =>
      (await as('dieter').complete('/todo add', { text: 'x', due }, 'due')).map((choice) => choice.name);
    expect((await name('tomorrow 17:00'))[0]).toMatch(/^tomorrow 17:00 · \w{3} [\d-]{10} 17:00$/);
    expect((await name('tomorrow 17:00 Tokyo'))[0]).toMatch(
      / · \w{3} [\d-]{10} 0[89]:00 \(17:00 Asia\/Tokyo\)$/,
    );
  });

  test('each reading of what may be several is offered', async () => {
    const choices = await as('dieter').complete('/todo add', { text: 'x', due: 'tomorrow at 9' }, 'due');
    expect(choices.map(({ name }) => name?.slice(-5))).toEqual(['09:00', '21:00']);
  });
});

describe('what is no date yet', () => {
  test('is said to be none, and no other date is offered in its place', async () => {
    for (const due of ['when pigs fly', 'soonish 8.30'])
      expect(await as('mallory').complete('/todo add', { text: 'x', due }, 'due')).toMatchObject([
        { name: `“${due}” isn’t a date yet. Try “tomorrow 17:00”.`, value: due },
      ]);
    const tomorrow = await as('mallory').complete('/todo add', { text: 'x', due: 'tomo' }, 'due');
    expect(tomorrow.length).toBeGreaterThan(0);
    for (const { name } of tomorrow) expect(name).toMatch(/^tomorrow/);
  });
});

describe('the first date of somebody whose zone is not known', () => {
  test('is kept, and asks for the zone once; the date moves along with it', async () => {
    const first = await as('chloe').slash('/todo add', { text: 'Call mother', due: 'tomorrow 17:00' });
    expect(first.content).toContain('Added `#1` **Call mother**');
    expect(first.content).toContain('-# I read this date in UTC.');
    const opened = await first.press('Set time zone');
    const set = await opened.submit({ timezone: 'Tokyo' });
    expect(set.content).toContain('Your time zone is now **Asia/Tokyo**');
    const [before] = shownIn(first.content);
    expect(shownIn(set.content).map((one) => one.toMillis())).toEqual([
      before?.minus({ hours: 9 }).toMillis(),
    ]);
    const second = await as('chloe').slash('/todo add', { text: 'Write to father', due: 'tomorrow 18:00' });
    expect(second.content).not.toContain('UTC');
  });

  test('is not asked for again when it was passed over', async () => {
    const first = await as('yuki').slash('/todo add', { text: 'One', due: 'in 2 h' });
    expect(first.content).toContain('-# I read this date in UTC.');
    const second = await as('yuki').slash('/todo add', { text: 'Two', due: 'in 3 h' });
    expect(second.content).not.toContain('UTC');
    const set = await (await first.press('Set time zone')).submit({ timezone: 'IST' });
    const chosen = await set.select('Time zone', ['Asia/Kolkata']);
    // “In 2 h” is the same everywhere.
    expect(chosen.content).toMatch(/^Your time zone is now \*\*Asia\/Kolkata\*\*.*\.$/);
  });
});

test('a made-up button for the end of time is refused kindly', async () => {
  const answer = await as('bob').slash('/todo add', { text: 'Far', due: 'at 9' });
  const id = answer.buttons.find(({ label }) => label?.includes('09:00'))?.customId ?? '';
  const [before, , ...rest] = id.split(/:(\d{10}):/);
  const forge = (seconds: number) =>
    as('bob').raw({
      kind: 'component',
      messageId: answer.message?.id ?? '',
      customId: `${before}:${seconds}:${rest.join(':')}`,
      force: true,
    });
  expect((await forge(253_402_300_799)).content).toContain('up to 5 years away');
  expect((await forge(8_640_000_000_000)).content).toContain('This message is out of date');
});
