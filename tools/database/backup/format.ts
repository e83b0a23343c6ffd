import { z } from 'zod';
import { VerbError } from '../verbs/context.ts';

/** The version of the format that is written; raise it when a reader of today could not make sense of a file. */
export const FORMAT = 1;

/** The first line of every backup. */
export const FIRST_LINE = '-- Ostinato backup';
/** How the last two lines begin: what the file holds, and the checksum of all that is before. */
export const MANIFEST_LINE = '-- manifest ';
export const CHECKSUM_LINE = '-- sha256 ';
export const END_OF_ROWS = '\\.';

const count = z.number().int().nonnegative();

const manifest = z.object({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  /** The server's version: "17.10". */
  postgres: z.string(),
  /** The schema's version: the migrations it had seen, in their order. */
  migrations: z.array(z.string()),
  /** In the order in which they are filled; rows and checksum are those of the COPY text. */
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: count, sha256: z.string() }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
});

/** What a backup holds. */
export type Manifest = z.infer<typeof manifest>;

/** A backup cannot be made or used; the message is a sentence that says what to do. */
export class BackupError extends VerbError {
  override name = 'BackupError';
}

/** @throws BackupError when a text is no manifest that this version can read. */
export function parseManifest(json: string, file: string): Manifest {
  const parsed = manifest.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new BackupError(
    `${file} is not in a format that this version reads (${FORMAT}); restore it with the version of Ostinato that made it, or a newer one.`,
    { cause: parsed.error },
  );
}
