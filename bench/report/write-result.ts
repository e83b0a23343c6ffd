import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes what a part found for machines. @returns the file */
export async function writeResult(folder: string, part: string, result: object): Promise<string> {
  const file = path.join(folder, `${part}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}
