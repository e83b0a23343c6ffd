import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { privacyDocument } from '../../docs/privacy-document.ts';
import { PROJECT } from '../../src/project.ts';

test('docs/privacy.md says what the models declare; node docs/write-privacy.ts writes it anew', async () => {
  await expect(readFile(path.join(PROJECT.root, 'docs/privacy.md'), 'utf8')).resolves.toBe(privacyDocument());
});
