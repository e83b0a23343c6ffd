import { describe, expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ PLAYLISTS_PER_OWNER: '30', TRACKS_PER_PLAYLIST: '25' });
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);

/** A playlist of Alice's with that many tracks called T1, T2 …; `name` must be new. */
async function aliceHas(name: string, tracks = 0, visibility = 'private'): Promise<void> {
  const alice = as('alice');
  await alice.slash('/playlist create', { name, visibility });
  for (let n = 1; n <= tracks; n += 1) await alice.slash('/playlist add', { playlist: name, track: `T${n}` });
}

describe('/playlist create', () => {
  test('says what was made and how to go on', async () => {
    const answer = await as('alice').slash('/playlist create', { name: '  Deep   focus ' });
    expect(answer.content).toMatch(
      /^Created the playlist \*\*Deep focus\*\*\. Add the first track with <\/playlist add:\d+>\.$/,
    );
    // It is hers alone.
    expect(answer.ephemeral).toBe(true);
    const open = await as('alice').slash('/playlist create', { name: 'For all', visibility: 'server' });
    expect(open.ephemeral).toBe(false);
  });

  test('a name that is taken is refused to the caller alone, whatever its case', async () => {
    await aliceHas('Taken');
    const answer = await as('alice').slash('/playlist create', { name: 'TAKEN' });
    expect(answer.content).toContain('You already have a playlist named');
    expect(answer.ephemeral).toBe(true);
  });

  test('a name with nothing to see in it is refused', async () => {
    const answer = await as('alice').slash('/playlist create', { name: '\u200b\u200d' });
    expect(answer.content).toContain('“name” is empty');
  });

  test('a name that is too long is refused by the bot too, when Discord did not', async () => {
    const answer = await as('alice').slash('/playlist create', { name: 'x'.repeat(101) }, { force: true });
    expect(answer.content).toContain('the limit is 100');
    expect(answer.ephemeral).toBe(true);
  });

  test('a server’s playlist is for servers', async () => {
    const answer = await as('alice', { dm: true }).slash('/playlist create', { name: 'x', scope: 'server' });
    expect(answer.content).toContain('You can only use a server’s playlists in a server');
    const made = await as('bob').slash('/playlist create', { name: 'Ours', scope: 'server' });
    expect(made.content).toContain('for this server');
    expect((await as('chloe').slash('/playlist show', { playlist: 'Ours' })).text).toContain(
      'has no tracks yet',
    );
  });

  test('markup in a name is shown as it was written', async () => {
    const answer = await as('alice').slash('/playlist create', { name: '**[x](http://y)** @everyone <@1>' });
    expect(answer.content).toContain(String.raw`\*\*\[x\]\(http://y\)\*\* @everyone \<@1\>`);
    expect(answer.message?.mention_everyone).toBe(false);
    expect(answer.message?.mentions).toEqual([]);
  });

  test('the most there can be is the most there can be', async () => {
    const yuki = as('yuki');
    for (let n = 1; n <= 30; n += 1) await yuki.slash('/playlist create', { name: `List ${n}` });
    const answer = await yuki.slash('/playlist create', { name: 'One too many' });
    expect(answer.content).toContain('You have 30 playlists, which is the limit');
  });
});

describe('/playlist add', () => {
  test('takes a title, a link, and words for it', async () => {
    await aliceHas('Mixed');
    const alice = as('alice');
    const titled = await alice.slash('/playlist add', {
      playlist: 'mixed',
      track: 'Boléro',
      artist: 'Ravel',
    });
    expect(titled.content).toBe('Added **Boléro** · Ravel to **Mixed** at position 1.');
    const linked = await alice.slash('/playlist add', {
      playlist: 'mixed',
      track: 'https://user:secret@example.org/a_(b)?q=1',
    });
    expect(linked.content).toContain('(<https://example.org/a_%28b%29?q=1>) to **Mixed** at position 2');
    expect(linked.content).not.toContain('secret');
    const named = await alice.slash('/playlist add', {
      playlist: 'mixed',
      track: 'https://a.example/',
      title: 'A [b]',
    });
    expect(named.content).toContain(String.raw`[A \[b\]](<https://a.example/>)`);
  });

  test('takes a link as Discord writes it, with the title beside it; what is not one track is refused', async () => {
    await aliceHas('Written');
    const add = async (track: string) =>
      (await as('alice').slash('/playlist add', { playlist: 'Written', track })).content;
    expect(await add('[Boléro](<https://example.org/a>)')).toContain('[Boléro](<https://example.org/a>)');
    expect(await add('https://example.org/a https://example.org/b')).toContain('has more than one link');
    expect(await add('x'.repeat(201))).toContain('is too long for a title');
    expect((await as('alice').slash('/playlist show', { playlist: 'Written' })).text).toContain('1 track');
  });

  test('suggests the caller’s playlists by any part of their name, and takes what was chosen', async () => {
    await aliceHas('Suggested one');
    const [choice] = await as('alice').complete('/playlist add', { playlist: 'gested' }, 'playlist');
    expect(choice).toMatchObject({ name: 'Suggested one' });
    const answer = await as('alice').slash('/playlist add', { playlist: choice?.value, track: 'x' });
    expect(answer.content).toContain('to **Suggested one** at position 1');
    expect(await as('bob').complete('/playlist add', { playlist: 'gested' }, 'playlist')).toEqual([]);
  });

  test('what cannot be found says how to find it', async () => {
    const answer = await as('alice').slash('/playlist add', { playlist: 'no such', track: 'x' });
    expect(answer.content).toMatch(/I can’t find a playlist “no such” .* <\/playlist list:\d+>/);
  });

  test('the id of another person’s private playlist opens nothing', async () => {
    await aliceHas('Secret');
    const [choice] = await as('alice').complete('/playlist show', { playlist: 'Secret' }, 'playlist');
    const answer = await as('bob').slash('/playlist show', { playlist: choice?.value });
    expect(answer.content).toContain('was deleted, or you can no longer see it');
    expect(answer.text).not.toContain('Secret');
  });

  test('two people at once add to one server playlist and lose nothing', async () => {
    await as('alice').slash('/playlist create', { name: 'Together', scope: 'server' });
    await as('bob').slash('/playlist create', { name: 'Makes Bob known' });
    await ostinato.database.knex.raw(
      `insert into playlist_collaborators (playlist_id, user_id, role)
       select id, ?, 'editor' from playlists where name = 'Together'`,
      [as('bob').id],
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        as(i % 2 ? 'alice' : 'bob').slash('/playlist add', { playlist: 'Together', track: `N${i}` }),
      ),
    );
    const positions = answers.map(({ content }) => Number(/at position (\d+)/.exec(content)?.[1]));
    expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  test('a full playlist says so', async () => {
    await aliceHas('Full', 25);
    const answer = await as('alice').slash('/playlist add', { playlist: 'Full', track: 'x' });
    expect(answer.content).toContain('**Full** can hold 25 tracks at most');
  });
});

describe('/playlist show', () => {
  test('pages by buttons', async () => {
    await aliceHas('Long', 23);
    const first = await as('alice').slash('/playlist show', { playlist: 'Long' });
    expect(first.text).toContain(String.raw`1\. **T1**`);
    expect(first.text).toContain('23 tracks · private · Page 1 of 3');
    expect(first.buttons.map(({ disabled }) => disabled)).toEqual([true, false]);
    const second = await first.press('Next page ▶');
    expect(second.text).toContain(String.raw`11\. **T11**`);
    const third = await second.press('Next page ▶');
    expect(third.text).toContain(String.raw`23\. **T23**`);
    expect(third.buttons.map(({ disabled }) => disabled)).toEqual([false, true]);
    expect(third.message?.id).toBe(first.message?.id);
  });

  test('another person’s press is refused politely and changes nothing', async () => {
    await aliceHas('Mine alone', 11, 'server');
    const first = await as('alice').slash('/playlist show', { playlist: 'Mine alone' });
    const refused = await first.press('Next page ▶', { as: as('bob') });
    expect(refused.content).toContain(`This belongs to <@${as('alice').id}>`);
    expect(refused.ephemeral).toBe(true);
    const seen = (await as('alice').messages()).find(({ id }) => id === first.message?.id);
    expect(seen?.embeds[0]?.footer?.text).toContain('Page 1 of 2');
  });

  test('a page that is gone becomes the nearest one', async () => {
    await aliceHas('Short', 3);
    expect((await as('alice').slash('/playlist show', { playlist: 'Short', page: 9 })).text).toContain('T3');
  });
});

describe('/playlist list', () => {
  test('shows one’s own, the server’s, and another person’s public ones', async () => {
    const dieter = as('dieter', { guild: 'night-owls' });
    await dieter.slash('/playlist create', { name: 'Nacht', visibility: 'public' });
    await dieter.slash('/playlist create', { name: 'Geheim' });
    const own = await dieter.slash('/playlist list');
    expect(own.text).toContain('**Geheim** · no tracks · private');
    const seen = await as('bob', { guild: 'night-owls' }).slash('/playlist list', { whose: dieter });
    expect(seen.text).toContain(`by <@${dieter.id}>`);
    expect(seen.text).toContain('Nacht');
    expect(seen.text).not.toContain('Geheim');
    const server = await dieter.slash('/playlist list', { scope: 'server' });
    expect(server.content).toContain('There are no playlists to show here');
  });

  test('pages by buttons', async () => {
    const yuki = as('yuki', { dm: true });
    const first = await yuki.slash('/playlist list', { scope: 'mine' });
    expect(first.text).toContain('Page 1 of 3');
    expect((await first.press('Next page ▶')).text).toContain('Page 2 of 3');
  });
});

describe('/playlist remove, move', () => {
  test('removes a range and Undo brings it back', async () => {
    await aliceHas('Ranges', 6, 'server');
    const alice = as('alice');
    const removed = await alice.slash('/playlist remove', { playlist: 'Ranges', positions: '1, 3-4' });
    expect(removed.content).toBe('Removed 3 tracks from **Ranges**. Tracks left: 3.');
    const refused = await removed.press('Undo', { as: as('mallory') });
    expect(refused.content).toContain('belongs to');
    const back = await removed.press('Undo');
    expect(back.content).toBe('Restored 3 tracks to **Ranges**. Tracks now: 6.');
    expect(back.buttons).toEqual([]);
    const again = await alice.raw({
      kind: 'component',
      messageId: removed.message?.id ?? '',
      customId: removed.buttons[0]?.customId ?? '',
      force: true,
    });
    expect(again.content).toContain('That was already undone');
    const shown = await alice.slash('/playlist show', { playlist: 'Ranges' });
    expect(shown.text.match(/T\d/g)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6']);
  });

  test.each([
    ['9', 'has no track at position 9'],
    ['0', '“0” isn’t a position'],
    ['1-x', '“1-x” isn’t a position'],
    [',', '“,” isn’t a position'],
  ])('positions “%s” are refused and nothing is removed', async (positions, sentence) => {
    await as('alice').slash('/playlist create', { name: `P ${positions}` });
    await as('alice').slash('/playlist add', { playlist: `P ${positions}`, track: 'T1' });
    const answer = await as('alice').slash('/playlist remove', { playlist: `P ${positions}`, positions });
    expect(answer.content).toContain(sentence);
    expect((await as('alice').slash('/playlist show', { playlist: `P ${positions}` })).text).toContain(
      '1 track ',
    );
  });

  test('moves a track, and those between make room', async () => {
    await aliceHas('Moving', 4);
    const moved = await as('alice').slash('/playlist move', { playlist: 'Moving', from: 4, to: 2 });
    expect(moved.content).toBe('Moved **T4** from position 4 to 2 in **Moving**.');
    const shown = await as('alice').slash('/playlist show', { playlist: 'Moving' });
    expect(shown.text.match(/T\d/g)).toEqual(['T1', 'T4', 'T2', 'T3']);
    const beyond = await as('alice').slash('/playlist move', { playlist: 'Moving', from: 1, to: 5 });
    expect(beyond.content).toContain('has no track at position 5. Use a position from 1 to 4');
  });

  test('who may only look is told whom to ask', async () => {
    await as('alice').slash('/playlist create', { name: 'Look only', visibility: 'public', scope: 'server' });
    await as('alice').slash('/playlist add', { playlist: 'Look only', track: 'T1' });
    const answer = await as('bob').slash('/playlist remove', { playlist: 'Look only', positions: '1' });
    expect(answer.content).toContain('You’re a viewer of **Look only**');
  });
});

describe('/playlist delete, restore', () => {
  test('Undo brings the playlist back with its tracks', async () => {
    await aliceHas('Gone', 2);
    const deleted = await as('alice').slash('/playlist delete', { playlist: 'gone' });
    expect(deleted.content).toContain('Deleted the playlist **Gone**. You can restore it for 30 days');
    expect((await as('alice').slash('/playlist show', { playlist: 'Gone' })).content).toContain(
      'I can’t find a playlist',
    );
    expect((await deleted.press('Undo')).content).toBe('Restored the playlist **Gone** with all its tracks.');
    expect((await as('alice').slash('/playlist show', { playlist: 'Gone' })).text).toContain('T2');
  });

  test('restore suggests what was deleted, and only that', async () => {
    await aliceHas('Put away');
    await as('alice').slash('/playlist delete', { playlist: 'Put away' });
    const choices = await as('alice').complete('/playlist restore', { playlist: '' }, 'playlist');
    expect(choices.map(({ name }) => name)).toEqual(['Put away']);
    const restored = await as('alice').slash('/playlist restore', { playlist: choices[0]?.value });
    expect(restored.content).toContain('Restored the playlist **Put away**');
    const again = await as('alice').slash('/playlist restore', { playlist: 'Put away' });
    expect(again.content).toContain('I can’t find a deleted playlist “Put away”');
  });

  test('a member does not delete a server’s playlist; who manages the server does', async () => {
    await as('bob').slash('/playlist create', { name: 'Server list', scope: 'server' });
    const refused = await as('chloe').slash('/playlist delete', { playlist: 'Server list' });
    expect(refused.content).toContain('Only the owner of **Server list** can do that');
    const deleted = await as('alice').slash('/playlist delete', { playlist: 'Server list' });
    expect(deleted.content).toContain('Deleted the playlist **Server list**');
  });
});

test('buttons go on working after the bot was killed', async () => {
  await aliceHas('Longest', 13);
  const first = await as('alice').slash('/playlist show', { playlist: 'Longest' });
  await aliceHas('Gone too', 2);
  const deleted = await as('alice').slash('/playlist delete', { playlist: 'Gone too' });
  await ostinato.restart('SIGKILL');
  const second = await first.press('Next page ▶');
  expect(second.text).toContain(String.raw`13\. **T13**`);
  expect(second.message?.id).toBe(first.message?.id);
  expect((await deleted.press('Undo')).content).toBe(
    'Restored the playlist **Gone too** with all its tracks.',
  );
  expect((await as('alice').slash('/playlist show', { playlist: 'Gone too' })).text).toContain('T2');
});
