import { unzipSync } from 'fflate';
import type { AnsweredFile } from '../../playground/driver/answer.ts';

/** The files of a ZIP that the bot sent, by their names. */
export async function unpacked(
  file: Pick<AnsweredFile, 'bytes'> | undefined,
): Promise<Record<string, string>> {
  if (!file) throw new Error('no file came');
  const entries = Object.entries(unzipSync(await file.bytes()));
  return Object.fromEntries(entries.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
}

/** The rows of a table in a ZIP, or in several. */
export function rowsIn(contents: Record<string, string>, table: string): Record<string, unknown>[] {
  return Object.entries(contents)
    .filter(([name]) => new RegExp(`^${table}(?:-\\d+)?\\.json$`).test(name))
    .flatMap(([, text]) => JSON.parse(text) as Record<string, unknown>[]);
}
