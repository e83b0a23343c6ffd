import { readSettings } from '../domain/guild-settings.ts';
import { readPlaylist } from '../domain/playlist/formats/read.ts';
import type { DueOptions } from '../domain/time/due/due.ts';
import { readTodoFile } from '../domain/todo/formats/read.ts';

/** A file as it came. */
export interface SentFile {
  bytes: Uint8Array;
  name: string;
}

/** What can be read of a file, by what it is to be. Arguments and results pass between threads, so they are data. */
export const READERS = {
  playlist: ({ bytes, name }: SentFile) => readPlaylist(bytes, name),
  todos: ({ bytes, name }: SentFile, options: DueOptions) => readTodoFile(bytes, name, options),
  settings: ({ bytes }: SentFile) => readSettings(new TextDecoder().decode(bytes)),
};
export type Readers = typeof READERS;
