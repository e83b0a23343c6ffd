import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../../src/project.ts';

test('each proof that the threat model names is there', async () => {
  const text = await readFile(path.join(PROJECT.root, 'docs/threat-model.md'), 'utf8');
  const named = [...text.matchAll(/`((?:test|\.github)\/[^`]+)`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(10);
  const files = await readdir(path.join(PROJECT.root, 'test'), { recursive: true });
  const there = new Set([
    '.github/workflows/ci.yml',
    ...files.map((file) => `test/${file.replace(/\.test\.ts$/, '')}`),
  ]);
  expect(named.filter((file) => !there.has(file))).toEqual([]);
});
