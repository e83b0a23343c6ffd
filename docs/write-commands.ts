/** Writes docs/commands.md anew: `node docs/write-commands.ts`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT } from '../src/project.ts';
import { commandsDocument } from './commands-document.ts';

const target = path.join(PROJECT.root, 'docs/commands.md');
await writeFile(
  target,
  await format(commandsDocument(), { ...(await resolveConfig(target)), parser: 'markdown' }),
);
