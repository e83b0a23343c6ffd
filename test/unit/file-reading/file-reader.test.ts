import { afterEach, expect, test } from '@jest/globals';
import {
  createFileReader,
  type FileReader,
  type ReadingLimits,
} from '../../../src/file-reading/file-reader.ts';

const STUCK = new URL('../../support/stuck-worker.ts', import.meta.url);
const file = (name: string, text = '') => ({ name, bytes: new TextEncoder().encode(text) });
let reader: FileReader | undefined;
const stuckReader = (limits: Partial<ReadingLimits>) => {
  const stuck = (reader = createFileReader(limits, STUCK));
  return (name: string) => stuck.read('settings', file(name));
};

afterEach(() => reader?.stop());

test('a file is read in another thread, and an error for people is one here, too', async () => {
  reader = createFileReader();
  const { tracks } = await reader.read('playlist', file('x.m3u', 'https://example.org/a\n'));
  expect(tracks.map(({ url }) => url)).toEqual(['https://example.org/a']);
  await expect(reader.read('playlist', file('x.m3u'))).rejects.toMatchObject({
    name: 'UserError',
    key: 'import.empty',
  });
  const due = { now: new Date(0), timeZone: 'Europe/Berlin', locale: 'de' };
  const { todos } = await reader.read('todos', file('x.md', '- [ ] Milch (due 2026-12-24 17:00)'), due);
  expect(todos.map(({ due }) => due?.at)).toEqual([new Date('2026-12-24T16:00:00Z')]);
});

test('a file that is not read within the deadline is given up, and the next one is read', async () => {
  const readName = stuckReader({ threads: 1, deadlineMs: 1_500 });
  const endless = readName('endless');
  const next = readName('next');
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 1);
  const refused = expect(endless).rejects.toMatchObject({
    key: 'files.tooSlow',
    params: { name: 'endless' },
  });
  await refused.finally(() => clearInterval(ticking));
  expect(ticks).toBeGreaterThan(10);
  expect(await next).toEqual({ name: 'next' });
});

test('a file that takes too much memory is given up, and the next one is read', async () => {
  const readName = stuckReader({ threads: 1, memoryMb: 32 });
  await expect(readName('greedy')).rejects.toMatchObject({ key: 'files.tooComplex' });
  expect(await readName('next')).toEqual({ name: 'next' });
});

test('files wait for their turn, and one too many is told to come later', async () => {
  const readName = stuckReader({ threads: 1, queue: 2, deadlineMs: 1_500 });
  const first = expect(readName('endless')).rejects.toMatchObject({ key: 'files.tooSlow' });
  const waiting = ['second', 'third'].map((name) => readName(name));
  await expect(readName('fourth')).rejects.toMatchObject({ key: 'files.busy' });
  await first;
  expect(await Promise.all(waiting)).toEqual([{ name: 'second' }, { name: 'third' }]);
});

test('a reader that fails is an unexpected error, and not the sender’s', async () => {
  const readName = stuckReader({});
  await expect(readName('broken')).rejects.toThrow('the reader is broken');
});

test('stopping ends a worker that is in the middle of a file', async () => {
  const readName = stuckReader({ deadlineMs: 60_000 });
  const endless = expect(readName('endless')).rejects.toThrow('Terminating worker thread');
  await reader?.stop();
  await endless;
});
