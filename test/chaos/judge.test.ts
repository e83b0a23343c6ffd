import { expect, test } from '@jest/globals';
import type { QueryResultRow } from 'pg';
import { useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { judge, lookBefore, type Queried, type Verdict } from './support/judge.ts';
import type { Entry, Outcome } from './support/ledger.ts';
import { keyOf } from './support/sentences.ts';
import { playlistState } from './support/states.ts';

const database = useDatabase();
const sql: Queried = {
  async query<Row extends QueryResultRow>(text: string, values: unknown[] = []) {
    const bound = text.replaceAll(/\$\d/g, '?');
    const order = [...text.matchAll(/\$(\d)/g)].map(([, n]) => values[Number(n) - 1]);
    return (await database.knex.raw<{ rows: Row[] }>(bound, order as string[])).rows;
  },
};
const alice = newCaller();
let tags = 0;

/** Lets somebody be told of a playlist with a track `t1` and more, and judges what there is: `titles`, or no playlist. */
async function verdictOn(
  told: [outcome: Outcome, titles: string[], denied?: boolean][],
  titles: string[] | null,
): Promise<Verdict> {
  const tag = `j${(tags += 1)}x`;
  const before = await lookBefore(sql);
  if (titles) {
    await playlists.create(alice, { name: tag, scope: 'mine', visibility: 'private' }, 1_000);
    for (const title of titles) {
      await addTrack(alice, tag, { title: `${tag}${title}`, artist: null, url: null }, 1_000);
    }
  }
  const ledger = told.map(([outcome, after, denied = false]): Entry => {
    const state = playlistState({
      name: tag,
      titles: after.map((title) => `${tag}${title}`),
      deleted: false,
    });
    const when = { askedAt: 0, answeredAt: 0, said: '' };
    return { who: 'alice', verb: 'add', thing: `playlist ${tag}`, after: state, outcome, denied, ...when };
  });
  return judge(sql, ledger, tag, before);
}

test.each<[string, [Outcome, string[], boolean?][], string[] | null, Partial<Verdict>]>([
  ['what was acknowledged is there', [['acknowledged', ['t1']]], ['t1'], {}],
  ['it is not there', [['acknowledged', ['t1']]], null, { lost: 1 }],
  [
    'only what came before is there',
    [
      ['acknowledged', ['t1']],
      ['acknowledged', ['t1', 't2']],
    ],
    ['t1'],
    { lost: 1 },
  ],
  ['it is there twice', [['acknowledged', ['t1', 't1']]], ['t1', 't1'], { doubled: 1 }],
  [
    'nothing was saved, and is there',
    [
      ['acknowledged', ['t1']],
      ['nothing saved', ['t1', 't2']],
    ],
    ['t1', 't2'],
    { denied: 1 },
  ],
  [
    'nothing was saved, and is not there',
    [
      ['acknowledged', ['t1']],
      ['nothing saved', ['t1', 't2']],
    ],
    ['t1'],
    {},
  ],
  [
    'it was acknowledged, and another process said that nothing was saved',
    [['acknowledged', ['t1'], true]],
    ['t1'],
    { denied: 1 },
  ],
  [
    'it was not answered, a process said that nothing was saved, and it is there',
    [
      ['acknowledged', ['t1']],
      ['unknown', ['t1', 't2'], true],
    ],
    ['t1', 't2'],
    { denied: 1 },
  ],
  ['nobody knows, and it is there', [['unknown', ['t1']]], ['t1'], {}],
  ['nobody knows, and it is not there', [['unknown', ['t1']]], null, {}],
  ['a mistake was refused, and is there', [['refused', ['t1']]], ['t1'], { lost: 1 }],
])('the judge sees it when %s', async (_what, told, titles, found) => {
  const { lost, doubled, denied, problems } = await verdictOn(told, titles);
  expect({ lost, doubled, denied }).toEqual({ lost: 0, doubled: 0, denied: 0, ...found });
  expect(problems.length > 0).toBe(Object.keys(found).length > 0);
});

test('the judge sees what nobody asked for', async () => {
  await expect(verdictOn([], ['t1'])).resolves.toMatchObject({
    problems: [expect.stringContaining('nobody asked for it')],
  });
});

test('the judge sees that a deleted playlist is not the same as a kept one', async () => {
  const tag = `j${(tags += 1)}x`;
  const before = await lookBefore(sql);
  await playlists.create(alice, { name: tag, scope: 'mine', visibility: 'private' }, 1_000);
  await playlists.remove(alice, tag);
  const after = playlistState({ name: tag, titles: [], deleted: false });
  const when = { askedAt: 0, answeredAt: 0, said: '', outcome: 'acknowledged' as const };
  const entry: Entry = { who: 'alice', verb: 'create', thing: `playlist ${tag}`, after, ...when };
  await expect(judge(sql, [entry], tag, before)).resolves.toMatchObject({ lost: 1 });
});

test('the judge sees positions that are not 1..n', async () => {
  const tag = `j${(tags += 1)}x`;
  const before = await lookBefore(sql);
  await playlists.create(alice, { name: tag, scope: 'mine', visibility: 'private' }, 1_000);
  await addTrack(alice, tag, { title: tag, artist: null, url: null }, 1_000);
  // Only who may do anything can do that.
  await database.knex.transaction(async (trx) => {
    await trx.raw(`set local session_replication_role = replica`);
    await trx.raw('update tracks set position = 7 where title = ?', [tag]);
  });
  const { problems } = await judge(sql, [], tag, before);
  expect(problems.join('\n')).toContain('the positions of a playlist are not 1..n');
});

test.each([
  ['Storage is briefly unavailable, so nothing was saved. Try again in a moment.', 'errors.storage'],
  ['Der Speicher ist gerade nicht erreichbar', ''],
  ['Added **x** to **y z** at position 3.', 'playlist.added'],
  ['Added **x** to **y z** at position 3', ''],
  ['Changed 2 settings.', 'settings.changed'],
])('%j is the sentence %j', (sentence, key) => {
  expect(keyOf(sentence)).toBe(key);
});
