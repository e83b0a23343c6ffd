import { z } from 'zod';
import type { Context } from '../src/discord/declare/context.ts';
import { fileOption } from '../src/discord/declare/options.ts';
import { about, say, type Reply } from '../src/discord/declare/reply.ts';
import { CALLER, type Shown } from '../src/domain/ownership/audience.ts';
import { FILE_MAX_BYTES } from '../src/domain/files/read-text.ts';
import type { Reading, Remark } from '../src/domain/files/reading.ts';
import type { SentFile } from '../src/file-reading/readers.ts';
import { remarkLines, remarksOn } from './file-remarks.ts';
import { undoButton } from './undo.ts';
import type { DoneAct } from './undone.ts';

/** The options of an import, besides where to. */
export const importOptions = {
  file: fileOption,
  mode: z.enum(['append', 'replace']).optional(),
  problems: z.enum(['skip', 'stop']).optional(),
};
type Asked = z.output<z.ZodObject<typeof importOptions>>;

/** What was imported, and how it is undone. */
export interface Imported {
  of: Shown;
  sentences: string[];
  done: DoneAct;
}

/**
 * What every import does: downloads the file, has it read off this thread, changes nothing where there is nothing in it
 * or it is to stop at what cannot be read, else writes all of it, and answers with what became of each line, and Undo.
 * @throws UserError when the file cannot be had or read; what `write` throws
 */
export async function importFile<R extends Reading>(
  context: Context,
  { file, mode = 'append', problems = 'skip' }: Asked,
  how: {
    read(sent: SentFile): Promise<R>;
    /** Whether there is something to write. */
    isEmpty(reading: R): boolean;
    /** The sentence that says there is not. */
    nothing: string;
    /** Where to stop, if it is to. */
    unread(reading: R): readonly Remark[];
    write(reading: R, mode: 'append' | 'replace'): Promise<Imported>;
  },
): Promise<Reply> {
  const { files, t } = context;
  const { name } = file;
  const reading = await how.read({ bytes: await files.download(file, FILE_MAX_BYTES), name });
  const remarks = remarksOn(reading, context);
  if (how.isEmpty(reading)) return about(CALLER, say([t(how.nothing, { name }), ...remarks].join('\n')));
  const unread = how.unread(reading);
  if (problems === 'stop' && unread.length > 0) {
    const sentence = t('import.stopped', { count: unread.length, name });
    return about(CALLER, say([sentence, ...remarkLines(unread, reading, context)].join('\n')));
  }
  const { of, sentences, done } = await how.write(reading, mode);
  return about(of, say([...sentences, ...remarks].join('\n'), undoButton(context, done)));
}
