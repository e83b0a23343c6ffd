import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Conflict } from '../../src/errors.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf, settled } from '../support/playlists.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { putTracksBack, removeTracks } from '../../src/models/track/remove.ts';
import { moveTrack } from '../../src/models/track/move.ts';

useDatabase();
const LIMIT = 1_000;
const titled = (title: string) => ({ title, artist: null, url: null });

test('removing closes the gaps, and Undo puts everything back where it stood', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 6);
  const { actId, tracks, count } = await removeTracks(alice, id, [1, 3, 4]);
  expect(tracks.map(({ title }) => title)).toEqual(['1', '3', '4']);
  expect(count).toBe(3);
  expect(await orderOf(id)).toEqual(['2', '5', '6']);
  await putTracksBack(alice, id, actId, LIMIT);
  expect(await orderOf(id)).toEqual(['1', '2', '3', '4', '5', '6']);
  await expect(putTracksBack(alice, id, actId, LIMIT)).rejects.toMatchObject({ key: 'undo.already' });
});

test('a position that does not exist removes nothing', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 2);
  await expect(removeTracks(alice, id, [2, 3])).rejects.toMatchObject({
    key: 'track.noSuchPosition',
    params: { position: 3, count: 2 },
  });
  await expect(moveTrack(alice, id, 1, 3)).rejects.toMatchObject({ key: 'track.noSuchPosition' });
  expect(await orderOf(id)).toEqual(['1', '2']);
});

test('a full playlist takes no more, and not by Undo either', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 3);
  const { actId } = await removeTracks(alice, id, [1]);
  await addTrack(alice, id, titled('4'), 3);
  await expect(addTrack(alice, id, titled('5'), 3)).rejects.toThrow(Conflict);
  await expect(putTracksBack(alice, id, actId, 3)).rejects.toThrow(Conflict);
  expect(await orderOf(id)).toEqual(['2', '3', '4']);
});

test('whatever is moved, removed and put back, the order is that of an array', async () => {
  const alice = newCaller();
  const act = fc.oneof(
    fc.record({ kind: fc.constant('move' as const), from: fc.nat(9), to: fc.nat(9) }),
    fc.record({
      kind: fc.constant('cycle' as const),
      at: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      kind: fc.constant('remove' as const),
      at: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 2 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 6 }), async (acts) => {
      const { id } = await newPlaylist(alice, 8);
      const model = ['1', '2', '3', '4', '5', '6', '7', '8'];
      for (const step of acts) {
        const n = model.length;
        if (step.kind === 'move') {
          if (n === 0) continue;
          const [from, to] = [step.from % n, step.to % n];
          await moveTrack(alice, id, from + 1, to + 1);
          model.splice(to, 0, ...model.splice(from, 1));
        } else {
          const at = [...new Set(step.at)].filter((i) => i < n).sort((a, b) => a - b);
          if (at.length === 0) continue;
          const { actId } = await removeTracks(
            alice,
            id,
            at.map((i) => i + 1),
          );
          if (step.kind === 'cycle') await putTracksBack(alice, id, actId, LIMIT);
          else for (const i of at.toReversed()) model.splice(i, 1);
        }
        expect(await orderOf(id)).toEqual(model);
      }
    }),
    { numRuns: 25 },
  );
});

test('twenty editors adding, moving and removing at once lose nothing and leave positions 1..n', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 20);
  const outcomes = await settled(20, async (i) => {
    if (i % 4 === 0) return moveTrack(alice, id, 1 + (i % 20), 20 - (i % 7));
    if (i % 4 === 1) return removeTracks(alice, id, [1]);
    return addTrack(alice, id, titled(`new ${i}`), LIMIT);
  });
  // Moves may find the list shorter than when they were asked for; nothing else may fail.
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
  for (const { reason } of failed) expect(reason).toMatchObject({ key: 'track.noSuchPosition' });
  const order = await orderOf(id);
  expect(order).toHaveLength(20 - 5 + 10);
  expect(order.filter((title) => title.startsWith('new'))).toHaveLength(10);
  expect(new Set(order).size).toBe(order.length);
});

test('two Undo at once bring the tracks back once', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 5);
  const { actId } = await removeTracks(alice, id, [2, 4]);
  const outcomes = await settled(2, () => putTracksBack(alice, id, actId, LIMIT));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await orderOf(id)).toEqual(['1', '2', '3', '4', '5']);
});
