import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { ZipFile } from 'yazl';

/** A file of an archive; names are ASCII. */
export interface PackedFile {
  name: string;
  bytes: Uint8Array;
}

/** What is remembered of a file once it is packed. */
export type Listed<File extends PackedFile> = Omit<File, 'bytes'>;

/** How much a ZIP may hold, and what goes into each besides. */
export interface ZipOptions<File extends PackedFile> {
  /** Of a ZIP at most. */
  maxBytes: number;
  /** Of the files; a ZIP keeps two seconds. */
  now: Date;
  /** The last file of a ZIP, at most `PAGE_MAX_BYTES` long, which tells what the others in it are. */
  readonly page: (files: readonly Listed<File>[]) => PackedFile;
}

/** What is kept free for the page of a ZIP. */
export const PAGE_MAX_BYTES = 32 * 1024;

/** Of a ZIP: its end record. Of each file in it: both headers, without the names, which stand in both. */
const END_BYTES = 22;
const HEADER_BYTES = 30 + 46 + 9 + 16;

/** The level that zlib takes for a file whose size we have to know beforehand, and yazl for the same file. */
const LEVEL = 6;
const deflated = promisify<Uint8Array, { level: number }, Uint8Array>(deflateRaw);

/**
 * Packs files in the order in which they come into as few ZIPs as that allows; at least one. One is held in memory at a
 * time. Source: PKWARE's APPNOTE.TXT, 4.3, “General Format of a .ZIP file”.
 * @throws RangeError for a file that fits into no ZIP of `maxBytes`
 */
export async function* zipsOf<File extends PackedFile>(
  files: AsyncIterable<File>,
  { maxBytes, now, page }: ZipOptions<File>,
): AsyncGenerator<Uint8Array> {
  const room = maxBytes - END_BYTES - HEADER_BYTES - PAGE_MAX_BYTES;
  let zip = open();
  for await (const file of files) {
    const { length } = await deflated(file.bytes, { level: LEVEL });
    const size = length + HEADER_BYTES + 2 * file.name.length;
    if (size > room) throw new RangeError(`${file.name} takes ${size} bytes, and a ZIP holds ${room}`);
    if (zip.size + size > room) {
      yield await zip.close();
      zip = open();
    }
    zip.size += size;
    zip.add(file);
    const { bytes: _, ...listed } = file;
    zip.files.push(listed);
  }
  yield await zip.close();

  function open() {
    const archive = new ZipFile();
    const written = buffer(archive.outputStream);
    const files: Listed<File>[] = [];
    const add = ({ name, bytes }: PackedFile) =>
      archive.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, {
        mtime: now,
        mode: 0o100_644,
        compressionLevel: LEVEL,
      });
    const close = () => {
      add(page(files));
      archive.end();
      return written;
    };
    return { size: 0, files, add, close };
  }
}
