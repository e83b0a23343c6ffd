import { describe, expect, test } from '@jest/globals';
import { isOpen } from '../../src/domain/ownership/audience.ts';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { NotFound } from '../../src/errors.ts';
import { markLeft } from '../../src/models/todo/assign.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller } from '../support/playlists.ts';

useDatabase();
const LIMIT = 100;
const guildId = '900000000000000040';
const elsewhere = '900000000000000041';
let made = 0;
const named = () => `Thing ${(made += 1)}`;

/** Each kind of thing that there is, made by `owner`, who is in a server. */
const KINDS = {
  'a private playlist': (owner: Caller) =>
    playlists.create(owner, { name: named(), scope: 'mine', visibility: 'private' }, LIMIT),
  'a playlist that the owner’s servers see': (owner: Caller) =>
    playlists.create(owner, { name: named(), scope: 'mine', visibility: 'server' }, LIMIT),
  'a public playlist': (owner: Caller) =>
    playlists.create(owner, { name: named(), scope: 'mine', visibility: 'public' }, LIMIT),
  'a server’s playlist': (owner: Caller) =>
    playlists.create(owner, { name: named(), scope: 'server', visibility: 'server' }, LIMIT),
  'a server’s public playlist': (owner: Caller) =>
    playlists.create(owner, { name: named(), scope: 'server', visibility: 'public' }, LIMIT),
  'a list of to-dos': (owner: Caller) => todoLists.create(owner, { name: named(), scope: 'mine' }, LIMIT),
  'a server’s list of to-dos': (owner: Caller) =>
    todoLists.create(owner, { name: named(), scope: 'server' }, LIMIT),
};

describe.each(Object.entries(KINDS))('%s', (kind, make) => {
  const things = kind.includes('playlist') ? playlists : todoLists;
  const sees = (caller: Caller, id: string) =>
    things.see(caller, id, 'viewer').then(
      () => true,
      (error: unknown) => {
        if (error instanceof NotFound) return false;
        throw error;
      },
    );

  test('is answered in public exactly where everybody who reads the answer may see it', async () => {
    const owner = newCaller({ guildId });
    const { id } = await make(owner);
    // Whose membership elsewhere is known, too.
    await todoLists.create({ ...owner, guildId: elsewhere }, { name: named(), scope: 'mine' }, LIMIT);
    for (const where of [guildId, elsewhere, null]) {
      const found = await things.see({ ...owner, guildId: where }, id, 'viewer').catch(() => null);
      if (!found) continue;
      const open = isOpen([found], { ...owner, guildId: where });
      // Who else is there; in direct messages, anybody.
      await expect(sees(newCaller({ guildId: where }), id)).resolves.toBe(open);
    }
  });

  test('is the same by every leg: what is seen by id is found by name, as a suggestion and by search', async () => {
    const owner = newCaller({ guildId });
    const { id, name } = await make(owner);
    for (const caller of [newCaller({ guildId }), newCaller({ guildId: elsewhere }), newCaller()]) {
      const seen = await sees(caller, id);
      const ids = (found: { id: string }[]) => found.map((thing) => thing.id);
      const byName = await things.see(caller, String(name), 'viewer').catch(() => null);
      expect(byName?.id === id).toBe(seen);
      expect(ids(await things.suggest(caller, String(name), { role: 'viewer' })).includes(id)).toBe(seen);
      expect(ids(await things.search(caller, String(name))).includes(id)).toBe(seen);
    }
  });
});

describe('a playlist that the owner’s servers see', () => {
  test('is found there by a name with a typing error, and no more once the owner has left', async () => {
    const owner = newCaller({ guildId });
    const member = newCaller({ guildId });
    const name = 'Saxophone Sundays';
    const { id } = await playlists.create(owner, { name, scope: 'mine', visibility: 'server' }, LIMIT);
    const found = async () => [
      (await playlists.see(member, 'saxohpone sundays', 'viewer').catch(() => null))?.id,
      (await playlists.suggest(member, 'saxohpone', { role: 'viewer' }))[0]?.id,
      (await playlists.search(member, 'saxohpone sundays'))[0]?.id,
    ];
    expect(await found()).toEqual([id, id, id]);
    await markLeft(guildId, owner.userId);
    expect(await found()).toEqual([undefined, undefined, undefined]);
  });
});

describe('sharing', () => {
  test('is for whoever manages the server, of whom the bot may know nothing yet', async () => {
    const { id } = await playlists.create(
      newCaller({ guildId }),
      { name: named(), scope: 'server', visibility: 'server' },
      LIMIT,
    );
    const manager = newCaller({ guildId, isStaff: true });
    const editor = newCaller({ guildId });
    await playlists.share(manager, id, editor.userId, 'editor');
    await expect(playlists.see(editor, id, 'editor')).resolves.toMatchObject({ role: 'editor' });
  });
});
