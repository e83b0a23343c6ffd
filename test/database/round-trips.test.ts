import { expect, test } from '@jest/globals';
import type { Caller } from '../../src/domain/ownership/caller.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { removeTodos } from '../../src/models/todo/remove.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { addTrack } from '../../src/models/track/add.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';
import { newCaller, newPlaylist } from '../support/playlists.ts';
import { MANY, newTodo } from '../support/todos.ts';

useDatabase();
const NOW = new Date('2026-11-21T12:00:00Z');
const guildId = '900000000000000050';
const due = { at: new Date('2026-11-22T12:00:00Z'), zone: 'UTC' };

/** How many statements a verb sends within its one transaction: its COMMIT is one round trip more. */
const statements = (verb: () => Promise<unknown>) =>
  withRequest('test', async (tally) => {
    await verb();
    expect(tally.transactions).toBe(1);
    return tally.statements;
  });

test.each([
  ['for whom nothing is known', () => newCaller({ guildId }), 2],
  [
    'who has a list',
    async () => {
      const caller = newCaller({ guildId });
      await newTodo(caller, 'first');
      return caller;
    },
    2,
  ],
] as const)('a to-do of somebody %s takes two statements', async (_, who, count) => {
  const caller: Caller = await who();
  await expect(statements(() => newTodo(caller, 'x'))).resolves.toBe(count);
});

test('the most frequent writes take as few statements as they can', async () => {
  const caller = newCaller({ guildId });
  const { id: list } = await todoLists.create(caller, { name: 'Trip', scope: 'mine' }, MANY);
  const ids = async (more = {}) => ({ ids: [(await newTodo(caller, 'x', more, NOW)).id] });
  const playlist = await newPlaylist(caller, 0);
  const track = { title: 'x', artist: null, url: null };
  const [plain, dated, gone] = [await ids(), await ids({ due }), await ids()];
  expect({
    'a to-do with a date': await statements(() => newTodo(caller, 'x', { due }, NOW)),
    'a to-do on a list by id': await statements(() => newTodo(caller, 'x', { list })),
    'what is done': await statements(() => completeTodos(caller, plain, NOW)),
    'what is done by a date': await statements(() => completeTodos(caller, dated, NOW)),
    'what is removed': await statements(() => removeTodos(caller, gone, NOW)),
    'a track': await statements(() => addTrack(caller, playlist.id, track, MANY)),
    'a list': await statements(() => todoLists.create(caller, { name: 'Home', scope: 'mine' }, MANY)),
    'a name': await statements(() => playlists.change(caller, playlist.id, { name: 'Other' })),
    'a deletion': await statements(() => playlists.remove(caller, playlist.id)),
  }).toEqual({
    'a to-do with a date': 3,
    'a to-do on a list by id': 3,
    'what is done': 2,
    'what is done by a date': 4,
    'what is removed': 2,
    'a track': 2,
    'a list': 2,
    'a name': 2,
    'a deletion': 2,
  });
});
