import { expect, test } from '@jest/globals';
import { addTrack } from '../../src/models/track/add.ts';
import { withRequest } from '../../src/request.ts';
import { useOstinato } from '../support/ostinato.ts';
import { newCaller, newPlaylist, orderOf, settled } from '../support/playlists.ts';

const ostinato = useOstinato();
const track = (title: string) => ({ title, artist: null, url: null });

test('an interaction that the gateway delivers twice is carried out once, and answered', async () => {
  const alice = ostinato.discord.member('alice');
  await alice.slash('/playlist create', { name: 'Once' });
  await ostinato.discord.gateway.duplicate(true);
  for (let n = 1; n <= 5; n += 1) {
    const answer = await alice.slash('/playlist add', { playlist: 'Once', track: `T${n}` });
    expect(answer.content).toBe(`Added **T${n}** as track ${n} of **Once**.`);
  }
  await ostinato.discord.gateway.duplicate(false);
  expect((await alice.slash('/playlist show', { playlist: 'Once' })).text).toContain('5 tracks');
});

test('whoever carries out the same interaction again, in another process, changes nothing and says so', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 1);
  const add = () => addTrack(alice, id, track('x'), 100);
  await withRequest('1573678191858417664', add);
  await expect(withRequest('1573678191858417664', add)).rejects.toMatchObject({ key: 'errors.doneAlready' });
  expect(await orderOf(id)).toEqual(['1', 'x']);
});

test('twenty at once are one', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 0);
  const outcomes = await settled(20, () =>
    withRequest('1573678191858417665', () => addTrack(alice, id, track('x'), 100)),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ key: 'errors.doneAlready' });
  }
  expect(await orderOf(id)).toEqual(['x']);
});

test('what failed may be tried again', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 1);
  const add = (limit: number) =>
    withRequest('1573678191858417666', () => addTrack(alice, id, track('x'), limit));
  await expect(add(1)).rejects.toMatchObject({ key: 'track.tooMany' });
  await expect(add(2)).resolves.toMatchObject({ count: 2 });
});

test('it costs no statement and no round trip of its own', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 1);
  const counted = await withRequest('1573678191858417667', async (tally) => {
    await addTrack(alice, id, track('x'), 100);
    return [tally.statements, tally.transactions];
  });
  expect(counted).toEqual([2, 1]);
});
