import { afterAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { createDatabase } from '../../src/database/knex.ts';
import { OutcomeUnknown, StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { BaseModel, type Transaction } from '../../src/models/base/base-model.ts';
import { changeSettings } from '../../src/models/guild/guild-settings.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { changePreferences } from '../../src/models/person/preferences.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { clearTracks, putTracksBack, removeTracks } from '../../src/models/track/remove.ts';
import { shuffleTracks } from '../../src/models/track/shuffle.ts';
import { Track } from '../../src/models/track/track.ts';
import { withRequest } from '../../src/request.ts';
import { startProxy } from '../support/proxy.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf, settled } from '../support/playlists.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const track = (title: string) => ({ title, artist: null, url: null });

let interactions = 1_573_678_191_858_417_664n;
/** An interaction that can be delivered as often as one likes. */
function newInteraction(): <T>(handle: () => Promise<T>) => Promise<T> {
  interactions += 1n;
  const id = String(interactions);
  return (handle) => withRequest(id, handle);
}

describe('a second delivery', () => {
  test('changes nothing and returns what the first returned, as models', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 1);
    const deliver = newInteraction();
    const first = await deliver(() => addTrack(alice, id, track('x'), 100));
    const second = await deliver(() => addTrack(alice, id, track('y'), 100));
    expect(second).toEqual(first);
    expect(second.tracks[0]).toBeInstanceOf(Track);
    expect(second.tracks[0]?.addedAt).toEqual(first.tracks[0]?.addedAt);
    expect(second.playlist.role).toBe('owner');
    expect(await orderOf(id)).toEqual(['1', 'x']);
  });

  test.each<[string, (alice: ReturnType<typeof newCaller>, id: string) => Promise<unknown>]>([
    [
      'create',
      (alice) => playlists.create(alice, { name: uuid(), scope: 'mine', visibility: 'private' }, 100),
    ],
    ['delete', (alice, id) => playlists.remove(alice, id)],
    [
      'edit',
      (alice, id) => playlists.change(alice, id, { name: uuid(), description: null, visibility: 'public' }),
    ],
    ['remove', (alice, id) => removeTracks(alice, id, [1, 3])],
    ['clear', (alice, id) => clearTracks(alice, id)],
    ['import', (alice, id) => importTracks(alice, id, [{ ...track('i'), durationMs: 1 }], 'replace', 100)],
    // By chance: the answer’s Undo needs the first’s.
    ['shuffle', (alice, id) => shuffleTracks(alice, id)],
    ['preferences', ({ userId }) => changePreferences(userId, { timeZone: 'Europe/Berlin' })],
    [
      'settings',
      (alice) =>
        changeSettings({ ...alice, guildId: '31' }, ({ locale }) => ({
          locale: locale === null ? 'de' : null,
        })),
    ],
  ])('of %s does likewise', async (_, verb) => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 5);
    const deliver = newInteraction();
    const first = await deliver(() => verb(alice, id));
    expect(await deliver(() => verb(alice, id))).toEqual(first);
  });

  test('of Undo does likewise', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 5);
    const { actId } = await clearTracks(alice, id);
    const deliver = newInteraction();
    const press = () => deliver(() => putTracksBack(alice, id, actId, 100));
    expect(await press()).toMatchObject({ putBack: 5, count: 5 });
    expect(await press()).toMatchObject({ putBack: 5, count: 5 });
  });

  test('twenty at once are one, and all return the same', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const deliver = newInteraction();
    const outcomes = await settled(20, () => deliver(() => addTrack(alice, id, track('x'), 100)));
    const values = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value : outcome.reason,
    );
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(1);
    expect(await orderOf(id)).toEqual(['x']);
  });

  test('waits for the first, and runs when that is rolled back', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const deliver = newInteraction();
    const first = holdUp(id);
    const failed = deliver(() => BaseModel.transact((trx) => first.run(trx))).then(
      (value: unknown) => value,
      (error: Error) => error.message,
    );
    await first.entered;
    const second = deliver(() => addTrack(alice, id, track('x'), 100));
    await until('the second waits', () => waiting());
    first.end(new Error('rolled back'));
    const done = await second;
    expect(done).toMatchObject({ count: 1 });
    // By the time that the first looks, the second may have done it: then both say so.
    expect(['rolled back', done]).toContainEqual(await failed);
  });

  test('that finds what the first has done in its way is answered like the first', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 1);
    const deliver = newInteraction();
    const first = await deliver(() => addTrack(alice, id, track('x'), 2));
    // Now the playlist is full.
    expect(await deliver(() => addTrack(alice, id, track('x'), 2))).toEqual(first);
    const named = newInteraction();
    const create = () =>
      named(() => playlists.create(alice, { name: 'Taken', scope: 'mine', visibility: 'private' }, 100));
    expect(await create()).toEqual(await create());
  });

  test('that waits in vain leaves the connection as it found it', async () => {
    const deliver = newInteraction();
    const { id } = await newPlaylist(newCaller(), 0);
    const blocker = await database.knex.transaction();
    await blocker.raw('insert into handled_interactions (id) values (?)', [String(interactions)]);
    const run = () =>
      deliver(() => BaseModel.transact((trx) => trx('playlists').where({ id }).update({ description: 'x' })));
    await expect(run()).rejects.toThrow(StorageUnavailable);
    await blocker.rollback();
    // Whoever borrows the connections next is in no transaction of somebody else’s.
    expect(await sessions(`state like 'idle in transaction%'`)).toBe(0);
    await expect(run()).resolves.toBe(1);
  });

  test('of several transactions finds each where it left it', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const deliver = newInteraction();
    const both = (last: () => Promise<unknown>) =>
      deliver(async () => [await addTrack(alice, id, track('a'), 9), await last()]);
    await expect(both(() => BaseModel.transact(() => Promise.reject(new Error('cut off'))))).rejects.toThrow(
      'cut off',
    );
    expect(await orderOf(id)).toEqual(['a']);
    const done = await both(() => addTrack(alice, id, track('b'), 9));
    expect(await both(() => addTrack(alice, id, track('c'), 9))).toEqual(done);
    expect(await orderOf(id)).toEqual(['a', 'b']);
  });

  test.each([
    ['left by another version of the bot', `{"version":"0.0.0","value":1}`],
    ['too large to be kept', null],
  ])('says that it was done when the result is %s', async (_, result) => {
    const deliver = newInteraction();
    await deliver(() => BaseModel.transact(async () => (result === null ? 'x'.repeat(100_000) : 1)));
    if (result)
      await database
        .knex('handled_interactions')
        .where({ id: String(interactions) })
        .update({ result });
    await expect(deliver(() => BaseModel.transact(async () => 2))).rejects.toMatchObject({
      key: 'errors.doneAlready',
    });
  });
});

test('who was refused is refused again by a slower delivery, although it would be possible by then', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 1);
  const deliver = newInteraction();
  const add = (limit: number) => deliver(() => addTrack(alice, id, track('x'), limit));
  const refused = { key: 'track.tooMany', name: 'Conflict', params: { limit: 1 } };
  await expect(add(1)).rejects.toMatchObject(refused);
  await expect(add(2)).rejects.toMatchObject(refused);
  expect(await orderOf(id)).toEqual(['1']);
});

test('what failed through a fault of ours may be tried again', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 0);
  const deliver = newInteraction();
  const fails = () => BaseModel.transact(() => Promise.reject(new TypeError('a fault')));
  await expect(deliver(fails)).rejects.toThrow('a fault');
  await expect(deliver(() => addTrack(alice, id, track('x'), 9))).resolves.toMatchObject({ count: 1 });
});

test('a deadlock costs a second try, and is one change all the same', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 0);
  const deliver = newInteraction();
  let tries = 0;
  const run = () =>
    deliver(() =>
      BaseModel.transact(async (trx) => {
        tries += 1;
        await trx('playlists')
          .where({ id })
          .update({ description: `try ${tries}` });
        if (tries === 1) await trx.raw(`do $$ begin raise sqlstate '40P01'; end $$`);
        return tries;
      }),
    );
  expect(await run()).toBe(2);
  // The repeat tries a third time, and that is taken back.
  expect(await run()).toBe(2);
  await expect(database.knex('playlists').where({ id }).pluck('description')).resolves.toEqual(['try 2']);
});

test('a result that cannot be kept keeps the change from being made', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 0);
  await expect(
    newInteraction()(() =>
      BaseModel.transact(async (trx) => {
        await trx('playlists').where({ id }).update({ description: 'kept' });
        await trx.raw('alter table handled_interactions rename column result to other');
      }),
    ),
  ).rejects.toThrow('column "result"');
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(
    'select description from playlists where id = ?',
    [id],
  );
  expect(rows).toEqual([{ description: null }]);
});

test('it costs no statement and no round trip of its own', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 1);
  interactions += 1n;
  const counted = await withRequest(String(interactions), async (tally) => {
    await addTrack(alice, id, track('x'), 100);
    return [tally.statements, tally.transactions];
  });
  expect(counted).toEqual([2, 1]);
});

test('jobs and imports from the command line keep nothing', async () => {
  const before = await kept();
  await withRequest('purge', () => newPlaylist(newCaller(), 1));
  await newPlaylist(newCaller(), 1);
  expect(await kept()).toBe(before);
});

test('an import of a thousand tracks, and taking them out, keeps less than ten kilobytes', async () => {
  const alice = newCaller();
  const { id } = await newPlaylist(alice, 0);
  const tracks = Array.from({ length: 1_000 }, (_, n) => ({
    title: `A title of some length ${n}`,
    artist: 'Somebody',
    url: `https://example.org/listen?v=${n}`,
    durationMs: 1,
  }));
  await newInteraction()(() => importTracks(alice, id, tracks, 'append', 1_000));
  await newInteraction()(() =>
    removeTracks(
      alice,
      id,
      Array.from({ length: 1_000 }, (_, n) => n + 1),
    ),
  );
  const { rows } = await database.knex.raw<{ rows: { bytes: number }[] }>(
    'select octet_length(result::text) as bytes from handled_interactions where result is not null order by bytes desc limit 1',
  );
  expect(rows[0]?.bytes).toBeLessThan(10_000);
});

describe('a commit that nobody confirms', () => {
  const log = createLogger('silent');
  const opened: { destroy(): Promise<unknown> }[] = [];
  afterAll(async () => {
    BaseModel.knex(database.knex);
    for (const one of opened.toReversed()) await one.destroy();
  });

  async function throughProxy() {
    const proxy = await startProxy(database.url);
    const knex = createDatabase({
      url: proxy.url,
      poolMax: 4,
      applicationName: 'cut',
      namedStatements: true,
      slowQueryMs: Number.POSITIVE_INFINITY,
      log,
    });
    opened.push({ destroy: () => proxy.close() }, knex);
    BaseModel.knex(knex);
    return proxy;
  }

  test('is found out, and answered with its result', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const proxy = await throughProxy();
    proxy.trap('COMMIT', ['unheard']);
    const added = await newInteraction()(() => addTrack(alice, id, track('x'), 9));
    expect(proxy.caught).toBe(1);
    expect(added).toMatchObject({ count: 1, tracks: [{ title: 'x' }] });
    expect(await orderOf(id)).toEqual(['x']);
  });

  test('is made up for when it did not arrive', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const proxy = await throughProxy();
    proxy.trap('COMMIT', ['lost']);
    await expect(newInteraction()(() => addTrack(alice, id, track('x'), 9))).resolves.toMatchObject({
      count: 1,
    });
    expect(proxy.caught).toBe(1);
    expect(await orderOf(id)).toEqual(['x']);
  });

  test('is told as what it is when nobody can be asked', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const proxy = await throughProxy();
    const deliver = newInteraction();
    proxy.trap('COMMIT', ['unheard'], { thenRefuse: true });
    const add = () => deliver(() => addTrack(alice, id, track('x'), 9));
    await expect(add()).rejects.toThrow(OutcomeUnknown);
    proxy.mend();
    await expect(add()).resolves.toMatchObject({ count: 1 });
    expect(await orderOf(id)).toEqual(['x']);
  });

  test('of no interaction is not tried again', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const proxy = await throughProxy();
    proxy.trap('COMMIT', ['unheard']);
    await expect(addTrack(alice, id, track('x'), 9)).rejects.toThrow(StorageUnavailable);
    expect(await orderOf(id)).toEqual(['x']);
  });

  test('is told from one that was never sent: what broke before it was rolled back, and runs once more', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 0);
    const proxy = await throughProxy();
    const add = newInteraction();
    proxy.trap('insert into tracks', ['lost']);
    await expect(add(() => addTrack(alice, id, track('x'), 9))).resolves.toMatchObject({ count: 1 });
    expect(await orderOf(id)).toEqual(['x']);
    // Prepared by now, so that its text is not sent again.
    proxy.trap('BEGIN', ['lost'], { thenRefuse: true });
    const failed = newInteraction()(() => addTrack(alice, id, track('y'), 9));
    await expect(failed).rejects.toThrow(StorageUnavailable);
    await expect(failed).rejects.not.toThrow(OutcomeUnknown);
    proxy.mend();
    expect(await orderOf(id)).toEqual(['x']);
  });
});

const number = async (sql: string) =>
  (await database.knex.raw<{ rows: { n: number }[] }>(`select (${sql})::integer as n`)).rows[0]?.n ?? 0;
const kept = () => number('select count(*) from handled_interactions');
const sessions = (what: string) =>
  number(
    `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${what}`,
  );
const waiting = async () => (await sessions(`wait_event_type = 'Lock'`)) > 0;

/** A transaction that holds a playlist's row until it is told to fail. */
function holdUp(playlistId: string) {
  let enter = (): void => undefined;
  let end = (_error: Error): void => undefined;
  const entered = new Promise<void>((resolve) => (enter = resolve));
  const ended = new Promise<never>((_, reject) => (end = reject));
  return {
    entered,
    end: (error: Error) => end(error),
    async run(trx: Transaction): Promise<void> {
      await trx('playlists').where({ id: playlistId }).update({ description: 'held' });
      enter();
      await ended;
    },
  };
}
