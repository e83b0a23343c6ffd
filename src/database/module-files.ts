import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;

/** The names of the scripts in a folder, sorted, without .ts or .js: so that what runs the source may change. */
export async function fileNames(directory: string): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => SCRIPT.test(file))
    .map((file) => file.replace(SCRIPT, ''))
    .sort();
}

/**
 * Imports a script of a folder by its name.
 * @throws Error when there is none by that name.
 */
export async function loadModule<T>(directory: string, name: string): Promise<T> {
  const files = await readdir(directory);
  const file = files.find((file) => SCRIPT.test(file) && file.replace(SCRIPT, '') === name);
  if (!file) {
    throw new Error(`There is no ${name} in ${directory}; check out the version of the source that has it.`);
  }
  return (await import(pathToFileURL(path.join(directory, file)).href)) as T;
}
