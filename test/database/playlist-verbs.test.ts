import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { Conflict, Forbidden, NotFound, UserError } from '../../src/errors.ts';
import { copyPlaylist } from '../../src/models/playlist/copy.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { allTracks } from '../../src/models/track/all.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { clearTracks, dedupeTracks, putTracksBack } from '../../src/models/track/remove.ts';
import { shuffleTracks, unshuffleTracks } from '../../src/models/track/shuffle.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf, settled } from '../support/playlists.ts';

useDatabase();
const LIMIT = 1_000;
const track = (title: string, url: string | null = null, artist: string | null = null) => ({
  title,
  url,
  artist,
  durationMs: null,
});

describe('sharing', () => {
  test('who is shared with sees it by name, and may what their role says', async () => {
    const owner = newCaller();
    const friend = newCaller();
    const { id, name } = await newPlaylist(owner, 1);
    await expect(showPlaylist(friend, name, 1)).rejects.toThrow(NotFound);
    await playlists.share(owner, id, friend.userId, 'viewer');
    await expect(showPlaylist(friend, name, 1)).resolves.toMatchObject({ playlist: { role: 'viewer' } });
    await expect(addTrack(friend, name, track('x'), LIMIT)).rejects.toThrow(Forbidden);
    await playlists.share(owner, id, friend.userId, 'editor');
    await expect(addTrack(friend, name, track('x'), LIMIT)).resolves.toMatchObject({ count: 2 });
    await expect(playlists.share(friend, id, newCaller().userId, 'viewer')).rejects.toThrow(Forbidden);
    await playlists.unshare(owner, id, friend.userId);
    await expect(showPlaylist(friend, id, 1)).rejects.toThrow(NotFound);
    await expect(playlists.unshare(owner, id, friend.userId)).rejects.toMatchObject({
      key: 'playlist.notShared',
    });
  });

  test('who was shared with may leave', async () => {
    const owner = newCaller();
    const friend = newCaller();
    const { id } = await newPlaylist(owner, 0);
    await playlists.share(owner, id, friend.userId, 'viewer');
    await playlists.unshare(friend, id, friend.userId);
    await expect(showPlaylist(friend, id, 1)).rejects.toThrow(NotFound);
  });

  test('an owner needs no sharing with', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 0);
    await expect(playlists.share(owner, id, owner.userId, 'editor')).rejects.toThrow(UserError);
  });

  test('twenty times at once is once', async () => {
    const owner = newCaller();
    const friend = newCaller();
    const { id } = await newPlaylist(owner, 0);
    const outcomes = await settled(20, (i) =>
      playlists.share(owner, id, friend.userId, i % 2 ? 'viewer' : 'editor'),
    );
    expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
  });
});

describe('editing and copying', () => {
  test('only the owner edits, and a name that is taken stays taken', async () => {
    const owner = newCaller();
    const other = await newPlaylist(owner, 0);
    const { id } = await newPlaylist(owner, 0, { visibility: 'public' });
    const change = { name: 'New name', description: 'New', visibility: 'private' as const };
    await expect(playlists.see(newCaller(), id, 'owner')).rejects.toThrow(Forbidden);
    await expect(playlists.change(newCaller(), id, change)).rejects.toThrow(Forbidden);
    await expect(playlists.change(owner, id, { ...change, name: other.name.toUpperCase() })).rejects.toThrow(
      Conflict,
    );
    await expect(playlists.change(owner, id, change)).resolves.toMatchObject({ thing: change });
    await expect(playlists.see(owner, 'new NAME', 'owner')).resolves.toMatchObject(change);
  });

  test('a copy is the caller’s own, private, with the same tracks, and goes its own way', async () => {
    const { id, name } = await newPlaylist(newCaller(), 3, { visibility: 'public' });
    const copier = newCaller();
    const copy = await copyPlaylist(copier, id, undefined, LIMIT);
    expect(copy).toMatchObject({ name, ownerId: copier.userId, visibility: 'private' });
    await clearTracks(copier, copy.id);
    expect(await orderOf(id)).toEqual(['1', '2', '3']);
    await expect(copyPlaylist(copier, id, undefined, LIMIT)).rejects.toThrow(Conflict);
    await expect(copyPlaylist(copier, id, 'Another', 1)).rejects.toMatchObject({ key: 'playlist.tooMany' });
    await expect(copyPlaylist(newCaller(), copy.id, 'x', LIMIT)).rejects.toThrow(NotFound);
  });
});

describe('search', () => {
  test('finds own, shared and public ones by words like theirs, the best first, and no others', async () => {
    const me = newCaller();
    const stranger: Caller = newCaller();
    const make = (owner: Caller, name: string, visibility: 'private' | 'public') =>
      playlists.create(owner, { name, scope: 'mine', visibility }, LIMIT);
    await make(me, 'Bossa nova evening', 'private');
    await make(stranger, 'Bossa Nova', 'public');
    await make(stranger, 'Secret bossa nova', 'private');
    const shared = await make(stranger, 'Shared bossanova', 'private');
    await playlists.share(stranger, shared.id, me.userId, 'viewer');
    const names = async (text: string) => (await playlists.search(me, text)).map(({ name }) => name);
    expect(await names('bossa nova')).toEqual(
      expect.arrayContaining(['Bossa Nova', 'Bossa nova evening', 'Shared bossanova']),
    );
    expect(await names('bossa nova')).not.toContain('Secret bossa nova');
    expect((await names('bosa nova'))[0]).toBe('Bossa Nova');
    expect(await names('heavy metal')).toEqual([]);
    expect(await names('%')).toEqual([]);
  });
});

describe('import', () => {
  test('a thousand tracks are added in one transaction, or none of them', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 2);
    const many = Array.from({ length: 998 }, (_, i) =>
      track(`N${i}`, `https://example.org/${i}`, i % 2 ? 'A' : null),
    );
    expect(await importTracks(owner, id, many, 'append', LIMIT)).toMatchObject({
      added: 998,
      count: 1_000,
    });
    await expect(importTracks(owner, id, [track('one more')], 'append', LIMIT)).rejects.toThrow(Conflict);
    const { tracks } = await allTracks(owner, id);
    expect(tracks).toHaveLength(1_000);
    expect(tracks[3]).toMatchObject({
      position: 4,
      title: 'N1',
      artist: 'A',
      url: 'https://example.org/1',
      durationMs: null,
    });
  });

  test('replacing can be undone, and the undoing too', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 3);
    const { actId, removed } = await importTracks(owner, id, [track('a'), track('b')], 'replace', LIMIT);
    expect(removed).toBe(3);
    expect(await orderOf(id)).toEqual(['a', 'b']);
    const back = await putTracksBack(owner, id, actId ?? '', LIMIT, true);
    expect(await orderOf(id)).toEqual(['1', '2', '3']);
    await putTracksBack(owner, id, back.instead?.actId ?? '', LIMIT, true);
    expect(await orderOf(id)).toEqual(['a', 'b']);
  });

  test('an empty import changes nothing', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 1);
    expect(await importTracks(owner, id, [], 'append', LIMIT)).toMatchObject({ added: 0, count: 1 });
  });
});

describe('clear, dedupe, shuffle', () => {
  test('clearing can be undone, and what came since stays', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 3);
    const { actId, removed } = await clearTracks(owner, id);
    expect(removed).toBe(3);
    await addTrack(owner, id, track('since'), LIMIT);
    await putTracksBack(owner, id, actId, LIMIT);
    expect(await orderOf(id)).toEqual(['1', '2', '3', 'since']);
  });

  test('of the same link, or the same title and artist, the first stays', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 0);
    const list = [
      track('A', 'https://x.org/1'),
      track('B', 'https://x.org/1'),
      track('Song', null, 'X'),
      track('SONG', null, 'x'),
      track('Song'),
      track('song'),
    ];
    await importTracks(owner, id, list, 'append', LIMIT);
    const { tracks, actId } = await dedupeTracks(owner, id);
    expect(tracks.map(({ title }) => title)).toEqual(['B', 'SONG', 'song']);
    expect((await dedupeTracks(owner, id)).tracks).toEqual([]);
    await putTracksBack(owner, id, actId, LIMIT);
    expect(await orderOf(id)).toEqual(['A', 'B', 'Song', 'SONG', 'Song', 'song']);
  });

  test('a shuffle can be taken back, until somebody changed the list', async () => {
    const owner = newCaller();
    await fc.assert(
      fc.asyncProperty(fc.uuid({ version: 7 }), fc.nat(9), async (act, size) => {
        const { id } = await newPlaylist(owner, size);
        const before = await orderOf(id);
        const { digest } = await shuffleTracks(owner, id, act);
        expect([...(await orderOf(id))].sort()).toEqual([...before].sort());
        await unshuffleTracks(owner, id, act, digest);
        expect(await orderOf(id)).toEqual(before);
      }),
      { numRuns: 15 },
    );
    const { id } = await newPlaylist(owner, 9);
    const { digest, actId } = await shuffleTracks(owner, id, '019ac000-0000-7000-8000-000000000001');
    expect(await orderOf(id)).not.toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    await addTrack(owner, id, track('since'), LIMIT);
    await expect(unshuffleTracks(owner, id, actId, digest)).rejects.toThrow(Conflict);
  });
});
