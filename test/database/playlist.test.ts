// Also with Docker: names and words are compared and put into order by the locale.
import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { Conflict, Forbidden, NotFound, UserError } from '../../src/errors.ts';
import { Playlist, playlists } from '../../src/models/playlist/playlist.ts';
import { PlaylistCollaborator } from '../../src/models/playlist/collaborator.ts';
import { Track } from '../../src/models/track/track.ts';
import { User } from '../../src/models/person/user.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist, orderOf, settled } from '../support/playlists.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { removeTracks } from '../../src/models/track/remove.ts';
import { moveTrack } from '../../src/models/track/move.ts';

useDatabase();
const LIMIT = 100;
const mine = { scope: 'mine', visibility: 'private' } as const;

describe('creating', () => {
  test('a name is unique for its owner whatever its case, and free for others', async () => {
    const alice = newCaller();
    await playlists.create(alice, { name: 'Focus', ...mine }, LIMIT);
    await expect(playlists.create(alice, { name: 'FOCUS', ...mine }, LIMIT)).rejects.toMatchObject({
      name: 'Conflict',
      key: 'constraint.playlists_user_name',
    });
    await expect(playlists.create(newCaller(), { name: 'focus', ...mine }, LIMIT)).resolves.toMatchObject({
      name: 'focus',
    });
  });

  test('the same name may be the person’s and the server’s, and the server has it once', async () => {
    const alice = newCaller({ guildId: '900000000000000001' });
    const bob = newCaller({ guildId: '900000000000000001' });
    await playlists.create(alice, { name: 'Focus', ...mine }, LIMIT);
    await playlists.create(alice, { name: 'Focus', scope: 'server', visibility: 'server' }, LIMIT);
    await expect(
      playlists.create(bob, { name: 'focus', scope: 'server', visibility: 'server' }, LIMIT),
    ).rejects.toMatchObject({ key: 'constraint.playlists_guild_name' });
  });

  test('a deleted playlist frees its name', async () => {
    const alice = newCaller();
    const { id } = await playlists.create(alice, { name: 'Focus', ...mine }, LIMIT);
    await playlists.remove(alice, id);
    await expect(playlists.create(alice, { name: 'Focus', ...mine }, LIMIT)).resolves.toMatchObject({
      name: 'Focus',
    });
    await expect(playlists.restore(alice, id, { limit: LIMIT })).rejects.toThrow(Conflict);
  });

  test('twenty callers at once do not pass the limit', async () => {
    const alice = newCaller();
    const outcomes = await settled(20, (i) => playlists.create(alice, { name: `List ${i}`, ...mine }, 5));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5);
    expect((await playlists.list(alice, { page: 1 })).total).toBe(5);
  });

  test('twenty callers at once with one name make one playlist', async () => {
    const alice = newCaller();
    const outcomes = await settled(20, () => playlists.create(alice, { name: 'Same', ...mine }, LIMIT));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('a server’s playlist needs a server', async () => {
    await expect(async () =>
      playlists.create(newCaller(), { name: 'x', scope: 'server', visibility: 'server' }, LIMIT),
    ).rejects.toMatchObject({ key: 'playlist.needsServer' });
  });
});

describe('who may what', () => {
  const guildId = '900000000000000002';

  test('a stranger does not learn that a private playlist exists', async () => {
    const { id } = await newPlaylist(newCaller(), 1);
    const stranger = newCaller();
    await expect(showPlaylist(stranger, id, 1)).rejects.toThrow(NotFound);
    await expect(playlists.remove(stranger, id)).rejects.toThrow(NotFound);
    await expect(addTrack(stranger, id, { title: 'x', artist: null, url: null }, LIMIT)).rejects.toThrow(
      NotFound,
    );
  });

  test('a public one is seen by everybody and changed by nobody else', async () => {
    const { id } = await newPlaylist(newCaller(), 2, { visibility: 'public' });
    const stranger = newCaller();
    await expect(showPlaylist(stranger, id, 1)).resolves.toMatchObject({
      playlist: { role: 'viewer', trackCount: 2 },
    });
    await expect(removeTracks(stranger, id, [1])).rejects.toThrow(Forbidden);
  });

  test('an editor changes tracks and does not delete', async () => {
    const playlist = await newPlaylist(newCaller(), 1);
    const editor = newCaller();
    await User.query().insert({ id: editor.userId }).onConflict('id').ignore();
    await PlaylistCollaborator.query().insert({
      playlistId: playlist.id,
      userId: editor.userId,
      role: 'editor',
    });
    await expect(removeTracks(editor, playlist.name, [1])).resolves.toMatchObject({ count: 0 });
    await expect(playlists.remove(editor, playlist.name)).rejects.toMatchObject({
      key: 'playlist.needs.owner',
    });
  });

  test('a server’s list is its maker’s and its managers’, and the members look', async () => {
    const { id } = await newPlaylist(newCaller({ guildId }), 1, { scope: 'server', visibility: 'server' });
    const member = newCaller({ guildId });
    await expect(showPlaylist(member, id, 1)).resolves.toMatchObject({ playlist: { role: 'viewer' } });
    await expect(removeTracks(member, id, [1])).rejects.toThrow(Forbidden);
    await expect(showPlaylist(newCaller({ guildId: '900000000000000003' }), id, 1)).rejects.toThrow(NotFound);
    await expect(playlists.remove({ ...member, isStaff: true }, id)).resolves.toMatchObject({
      role: 'owner',
    });
  });

  test('a personal list seen by the server is seen where its owner is a member', async () => {
    const owner = newCaller({ guildId });
    const { id } = await newPlaylist(owner, 1, { visibility: 'server' });
    await expect(showPlaylist(newCaller({ guildId }), id, 1)).resolves.toMatchObject({
      playlist: { role: 'viewer' },
    });
    await expect(showPlaylist(newCaller(), id, 1)).rejects.toThrow(NotFound);
  });

  test('only the owner restores, within thirty days', async () => {
    const owner = newCaller();
    const { id } = await newPlaylist(owner, 3);
    await playlists.remove(owner, id);
    await expect(showPlaylist(owner, id, 1)).rejects.toThrow(NotFound);
    await expect(playlists.restore(newCaller(), id, { limit: LIMIT })).rejects.toThrow(NotFound);
    expect(await playlists.suggest(owner, 'LIST', { role: 'owner', among: 'deleted' })).toMatchObject([
      { id },
    ]);
    await playlists.restore(owner, id, { limit: LIMIT });
    expect(await orderOf(id)).toEqual(['1', '2', '3']);
    await playlists.remove(owner, id);
    await Playlist.query()
      .findById(id)
      .patch({ deletedAt: new Date(Date.now() - 31 * 86_400_000) });
    await expect(playlists.restore(owner, id, { limit: LIMIT })).rejects.toMatchObject({
      key: 'playlist.notDeleted',
    });
  });
});

describe('lists and suggestions', () => {
  test('pages are complete, disjoint and in the order of the names', async () => {
    const alice = newCaller();
    const names = Array.from({ length: 23 }, (_, i) => `${i % 2 ? 'b' : 'B'}${String(i).padStart(2, '0')}`);
    for (const name of names) await playlists.create(alice, { name, ...mine }, LIMIT);
    const pages = await Promise.all([1, 2, 3].map((page) => playlists.list(alice, { page })));
    expect(pages.map((page) => page.things.length)).toEqual([10, 10, 3]);
    expect(pages.flatMap((page) => page.things.map(({ name }) => name))).toEqual(names);
    expect(new Set(pages.flatMap((page) => page.things.map(({ ownerId }) => ownerId)))).toEqual(
      new Set([alice.userId]),
    );
    expect(await playlists.list(alice, { page: 99 })).toMatchObject({ page: 3, pages: 3, total: 23 });
  });

  test('a suggestion contains what was typed, those that begin with it first, 25 at most', async () => {
    const alice = newCaller();
    for (const name of ['Deep focus', 'focus', 'Other', '100%_x'])
      await playlists.create(alice, { name, ...mine }, LIMIT);
    const names = async (typed: string) =>
      (await playlists.suggest(alice, typed, { role: 'viewer' })).map(({ name }) => name);
    expect(await names('FOC')).toEqual(['focus', 'Deep focus']);
    expect(await names('%_')).toEqual(['100%_x']);
    expect(await names('')).toHaveLength(4);
    for (let i = 0; i < 30; i += 1) await playlists.create(alice, { name: `n${i}`, ...mine }, LIMIT);
    expect(await names('')).toHaveLength(25);
  });

  test('an empty list has one page', async () => {
    expect(await playlists.list(newCaller(), { page: 1 })).toMatchObject({
      things: [],
      total: 0,
      pages: 1,
    });
  });

  test('another person’s list shows what they let be seen', async () => {
    const owner = newCaller();
    await newPlaylist(owner, 0);
    const open = await newPlaylist(owner, 0, { visibility: 'public' });
    const { things } = await playlists.list(newCaller(), { whose: owner.userId, page: 1 });
    expect(things.map(({ id }) => id)).toEqual([open.id]);
  });
});

describe('statements', () => {
  test('a read is one statement and no transaction; a write is one transaction', async () => {
    const alice: Caller = newCaller({ guildId: '900000000000000004' });
    const { id } = await newPlaylist(alice, 12);
    const count = (run: () => Promise<unknown>) =>
      withRequest('test', async (tally) => {
        await run();
        return [tally.statements, tally.transactions];
      });
    expect(await count(() => showPlaylist(alice, id, 1))).toEqual([1, 0]);
    expect(await count(() => playlists.list(alice, { page: 1 }))).toEqual([1, 0]);
    expect(await count(() => playlists.suggest(alice, 'l', { role: 'viewer' }))).toEqual([1, 0]);
    expect((await count(() => playlists.create(alice, { name: 'New', ...mine }, LIMIT)))[1]).toBe(1);
    expect(await count(() => addTrack(alice, id, { title: 'x', artist: null, url: null }, LIMIT))).toEqual([
      2, 1,
    ]);
    expect((await count(() => removeTracks(alice, id, [1, 2])))[1]).toBe(1);
    expect((await count(() => moveTrack(alice, id, 1, 5)))[1]).toBe(1);
    expect((await count(() => playlists.remove(alice, id)))[1]).toBe(1);
  });

  test('what breaks a rule is refused by the database itself', async () => {
    const alice = newCaller();
    const { id } = await newPlaylist(alice, 1);
    const row = { id, ownerId: alice.userId };
    await expect(Playlist.query().findById(id).patch({ name: ' x ' })).rejects.toThrow(UserError);
    await expect(
      Playlist.query()
        .findById(id)
        .patch({ name: 'x'.repeat(101) }),
    ).rejects.toThrow(UserError);
    await expect(
      Playlist.query()
        .findById(id)
        .patch({ visibility: 'secret' as 'public' }),
    ).rejects.toThrow(UserError);
    await expect(Playlist.query().insert({ ...row, name: 'y' })).rejects.toThrow(Conflict);
    await expect(Track.query().where({ playlist_id: id }).patch({ position: 3 })).rejects.toMatchObject({
      key: 'constraint.tracks_in_order',
    });
    await expect(
      Track.query().where({ playlist_id: id }).patch({ url: 'javascript:x' }),
    ).rejects.toMatchObject({
      key: 'constraint.tracks_url',
    });
  });
});
