import { readMe, type ReadMeOptions } from './read-me.ts';
import { tableFiles, type Table } from './table-files.ts';
import { zipsOf } from './zips.ts';

/** Room that the rest of a request takes, of what Discord lets a file have. */
const MARGIN_BYTES = 64 * 1024;

/** Of a request at most, whatever Discord lets a file have; and so of what is held in memory. */
const REQUEST_MAX_BYTES = 25_000_000;

/** How an export is made. */
export interface ExportOptions extends ReadMeOptions {
  /** Of a file at most. */
  maxBytes: number;
  /** Gives up between two batches. */
  signal?: AbortSignal;
}

/** An archive as people get it. */
export interface Archive {
  name: string;
  data: Uint8Array;
}

/** What is held about a person, as ZIPs of JSON, CSV and a page in their language; more than one where one does not do. */
export async function* personalExport(
  tables: AsyncIterable<Table>,
  options: ExportOptions,
): AsyncGenerator<Archive> {
  const { now, signal } = options;
  const maxBytes = Math.min(options.maxBytes, REQUEST_MAX_BYTES) - MARGIN_BYTES;
  const files = tableFiles(tables, signal);
  const page = (listed: Parameters<typeof readMe>[0]) => readMe(listed, options);
  let nth = 0;
  for await (const data of zipsOf(files, { maxBytes, now, page })) {
    nth += 1;
    const suffix = nth === 1 ? '' : `-${nth}`;
    yield { name: `ostinato-data-${now.toISOString().slice(0, 10)}${suffix}.zip`, data };
  }
}

/** The same as one ZIP; null when it takes more than one, or longer than `withinMs`. */
export async function smallExport(
  tables: AsyncIterable<Table>,
  { withinMs, ...options }: Omit<ExportOptions, 'signal'> & { withinMs: number },
): Promise<Archive | null> {
  const signal = AbortSignal.timeout(withinMs);
  let only: Archive | null = null;
  try {
    for await (const archive of personalExport(tables, { ...options, signal })) {
      if (only) return null;
      only = archive;
    }
  } catch (error) {
    if (signal.aborted && error === signal.reason) return null;
    throw error;
  }
  return only;
}
