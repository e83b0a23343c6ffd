import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { reliabilityDocument } from '../../docs/reliability-document.ts';
import { PROJECT } from '../../src/project.ts';
import { SCENARIOS } from '../chaos/scenarios/all.ts';

const read = (file: string) => readFile(path.join(PROJECT.root, 'docs', file), 'utf8');

/** Prettier pads tables; what they say is compared. */
const words = (text: string) => text.replace(/[-\s:]+/g, ' ').replaceAll('_', '*');

test('docs/reliability.md has every fault, with what a run measured; make test-chaos WRITE=1 writes it anew', async () => {
  const run = JSON.parse(await read('reliability.json'));
  expect(words(await read('reliability.md'))).toBe(words(reliabilityDocument(run)));
});

test('each fault has a name of its own', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});
