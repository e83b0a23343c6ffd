import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { commandsDocument } from '../../docs/commands-document.ts';
import { PROJECT } from '../../src/project.ts';

/** Prettier pads tables; what they say is compared. */
const words = (text: string) => text.replace(/[-\s]+/g, ' ').replaceAll('_', '*');

test('docs/commands.md says what the commands are; node docs/write-commands.ts writes it anew', async () => {
  const written = await readFile(path.join(PROJECT.root, 'docs/commands.md'), 'utf8');
  expect(words(written)).toBe(words(commandsDocument()));
});
