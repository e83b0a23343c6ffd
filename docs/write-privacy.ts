/** Writes docs/privacy.md anew, from what the models declare: `node docs/write-privacy.ts`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from '../src/project.ts';
import { privacyDocument } from './privacy-document.ts';

await writeFile(path.join(PROJECT.root, 'docs/privacy.md'), privacyDocument());
