import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from '../../src/project.ts';
import { temporaryFolder } from './server.ts';

/** A copy of what the project runs from, for a test to edit. */
export interface ScratchProject {
  readonly root: string;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  /** @throws Error when the edit changes nothing. */
  edit(file: string, change: (text: string) => string): Promise<void>;
}

const COPIED = ['src', 'tools', 'commands', 'migrations', 'seeds', 'playground', 'package.json'];

/** Makes one, with the project's own packages. The run's end removes it. */
export async function scratchProject(): Promise<ScratchProject> {
  const root = await temporaryFolder('project ');
  const at = (file: string) => path.join(root, file);
  for (const part of COPIED) await cp(path.join(PROJECT.root, part), at(part), { recursive: true });
  await symlink(path.join(PROJECT.root, 'node_modules'), at('node_modules'));
  return {
    root,
    read: (file) => readFile(at(file), 'utf8'),
    write: (file, text) => writeFile(at(file), text),
    async edit(file, change) {
      const text = await readFile(at(file), 'utf8');
      const changed = change(text);
      if (changed === text) throw new Error(`${file} has nothing to change`);
      await writeFile(at(file), changed);
    },
  };
}
