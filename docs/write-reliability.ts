/** Writes docs/reliability.md anew from the last run of the faults; `make test-chaos WRITE=1` runs it. */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT } from '../src/project.ts';
import { RESULTS, type Run } from '../test/chaos/support/results.ts';
import { reliabilityDocument } from './reliability-document.ts';

const document = reliabilityDocument(JSON.parse(await readFile(RESULTS, 'utf8')) as Run);
const target = path.join(PROJECT.root, 'docs/reliability.md');
await writeFile(target, await format(document, { ...(await resolveConfig(target)), parser: 'markdown' }));
await copyFile(RESULTS, path.join(PROJECT.root, 'docs/reliability.json'));
