import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';

/** Whoever is told of changes, and when it is over. */
export interface SourceWatch {
  close(): void;
}

/** What the bot is made of, from the project's folder. */
const FOLDERS = ['src', 'commands', 'migrations'];
const FILES = new Set(['package.json', '.env']);

/** Part of `up` itself, which the bot does not run. */
const NOT_THE_BOT = /^src\/(up\.ts|development\/.*)$/;

/** Editors write under other names (`.x.swp`, `x.ts~`, `#x.ts#`, `4913`) and rename. */
const SOURCE = /^[^.#][^~]*\.(ts|js|json|sql)$/;

/** Milliseconds of silence after which what was saved is complete: a save of all files, a checkout. */
const SILENCE_MS = 100;

/**
 * Tells which files of the bot's source changed, by their paths from `root`, in batches.
 * Each folder is watched by itself: Node's recursive watch loses a file that an editor replaces by renaming.
 */
export function watchSource(root: string, onChange: (files: string[]) => void): SourceWatch {
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function note(file: string): void {
    if (!isSource(file)) return;
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed].sort();
      changed.clear();
      onChange(files);
    }, SILENCE_MS);
  }

  function forget(folder: string): void {
    for (const [watched, watcher] of watchers) {
      if (watched !== folder && !watched.startsWith(`${folder}/`)) continue;
      watcher.close();
      watchers.delete(watched);
    }
  }

  function add(folder: string, onName: (name: string) => void): void {
    const watcher = watch(path.join(root, folder), (_event, name) => name && onName(name));
    // A folder that goes may report so as an error.
    watcher.on('error', () => forget(folder));
    watchers.set(folder, watcher);
  }

  /** Watches a folder and those within; `found` is told of the files that are there. */
  function addTree(folder: string, found: (file: string) => void): void {
    add(folder, (name) => look(`${folder}/${name}`));
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const inside = `${folder}/${entry.name}`;
      if (entry.isDirectory()) addTree(inside, found);
      else found(inside);
    }
  }

  function look(place: string): void {
    if (!isFolder(path.join(root, place))) {
      forget(place);
      note(place);
    } else if (!watchers.has(place)) {
      // What was written into it before it was watched is new as well.
      addTree(place, note);
    }
  }

  add('.', (name) => FILES.has(name) && note(name));
  for (const folder of FOLDERS) addTree(folder, () => undefined);
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function isSource(file: string): boolean {
  const name = path.posix.basename(file);
  return FILES.has(file) || (SOURCE.test(name) && !name.endsWith('.test.ts') && !NOT_THE_BOT.test(file));
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
