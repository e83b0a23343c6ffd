import type { Translate } from '../locales/translate.ts';
import type { Archive } from './personal-export.ts';

/** A message with a part of an export. */
export interface Part {
  content: string;
  files: Archive[];
}

/** A message for each archive that says which part of how much it is. One is held back, so that the last is known. */
export async function* inParts(archives: AsyncIterable<Archive>, t: Translate): AsyncGenerator<Part> {
  let part = 0;
  let held: Archive | null = null;
  for await (const archive of archives) {
    if (held) yield { content: t('data.part', { part: (part += 1) }), files: [held] };
    held = archive;
  }
  if (held)
    yield {
      content: part === 0 ? t('data.exported') : t('data.lastPart', { part: part + 1 }),
      files: [held],
    };
}
