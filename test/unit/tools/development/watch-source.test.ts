import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SourceWatch, watchSource } from '../../../../tools/development/watch-source.ts';
import { until } from '../../../support/until.ts';

let root: string;
let watch: SourceWatch;
let batches: string[][] = [];
const at = (file: string) => path.join(root, file);

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'ostinato-watch-'));
  for (const folder of ['src/models', 'commands', 'migrations']) await mkdir(at(folder), { recursive: true });
  await writeFile(at('src/models/track.ts'), '');
  watch = watchSource(root, (files) => batches.push(files));
});
afterAll(async () => {
  watch.close();
  await rm(root, { recursive: true });
});

/** What is told of after this is done. */
async function toldOf(act: () => Promise<unknown>): Promise<string[]> {
  batches = [];
  await act();
  await until('a change is told', () => batches.length > 0);
  return batches.flat();
}

test('a save by writing, and by putting another file in its place, each time anew', async () => {
  const replace = async () => {
    await writeFile(at('src/models/track.ts.tmp'), 'new');
    await rename(at('src/models/track.ts.tmp'), at('src/models/track.ts'));
  };
  for (const save of [() => writeFile(at('src/models/track.ts'), 'newer'), replace, replace])
    expect(await toldOf(save)).toEqual(['src/models/track.ts']);
});

test('what is in a new folder, and what goes with an old one', async () => {
  const make = async () => {
    await mkdir(at('src/models/badge'));
    await writeFile(at('src/models/badge/award.ts'), '');
  };
  expect(await toldOf(make)).toEqual(['src/models/badge/award.ts']);
  expect(await toldOf(() => writeFile(at('src/models/badge/award.ts'), 'x'))).toHaveLength(1);
  expect(await toldOf(() => rm(at('src/models/badge'), { recursive: true }))).toEqual([
    'src/models/badge/award.ts',
  ]);
  expect(await toldOf(make)).toEqual(['src/models/badge/award.ts']);
});

test('files saved together are one change; what the bot does not run is none', async () => {
  const told = await toldOf(async () => {
    for (const file of [
      'notes.txt',
      'commands/.help.ts.swp',
      'commands/help.ts~',
      'commands/#help.ts#',
      'commands/4913',
      'commands/help.test.ts',
      'commands/README.md',
    ])
      await writeFile(at(file), '');
    for (const file of ['.env', 'package.json', 'commands/help.ts', 'migrations/2.ts'])
      await writeFile(at(file), '');
  });
  expect(told).toEqual(['.env', 'commands/help.ts', 'migrations/2.ts', 'package.json']);
  expect(batches).toHaveLength(1);
});
