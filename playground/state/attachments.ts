import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { extname } from 'node:path';
import type { APIAttachment } from 'discord-api-types/v10';

/** A file as it was uploaded. */
export interface StoredFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

/** The files of this world, with Discord's expiring, signed addresses. */
export interface AttachmentStore {
  add(file: StoredFile, channelId: string, origin: string, description?: string | null): APIAttachment;
  get(id: string): APIAttachment | undefined;
  /** The file behind an address; undefined when the signature is wrong or has expired. */
  open(path: string, query: Record<string, string>): StoredFile | undefined;
}

const DAY_SECONDS = 86_400;
const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
};

/** Pictures that a browser draws without running anything in them. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** How a file is served: pictures are shown, everything else is saved and never opened as a page of this origin. */
export function headersOf({ contentType }: StoredFile): Record<string, string> {
  return {
    'content-type': contentType,
    'content-disposition': DRAWN.has(contentType) ? 'inline' : 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  };
}

/** The content type that a file's name promises. */
export function contentTypeOf(filename: string): string {
  return TYPES[extname(filename).toLowerCase()] ?? 'application/octet-stream';
}

// The page and the bot lay an image out before it has loaded: Discord tells its size.
function pngSize({ contentType, bytes }: StoredFile): { width: number; height: number } | undefined {
  if (contentType !== 'image/png' || bytes.length < 24) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** An empty store. Addresses live a day. https://docs.discord.com/developers/reference#signed-attachment-cdn-urls */
export function createAttachments(snowflake: () => string, now: () => number): AttachmentStore {
  const secret = randomBytes(32);
  const files = new Map<string, { file: StoredFile; attachment: APIAttachment; path: string }>();
  const sign = (path: string, ex: string, is: string) =>
    createHmac('sha256', secret).update(`${path}?${ex}&${is}`).digest('hex');

  return {
    add(file, channelId, origin, description) {
      const id = snowflake();
      const path = `/attachments/${channelId}/${id}/${encodeURIComponent(file.filename)}`;
      const issued = Math.floor(now() / 1000);
      const [is, ex] = [issued.toString(16), (issued + DAY_SECONDS).toString(16)];
      const url = `${origin}${path}?ex=${ex}&is=${is}&hm=${sign(path, ex, is)}`;
      const attachment: APIAttachment = {
        id,
        filename: file.filename,
        size: file.bytes.length,
        url,
        proxy_url: url,
        content_type: file.contentType,
        ...pngSize(file),
        ...(description && { description }),
      };
      files.set(id, { file, attachment, path });
      return attachment;
    },
    get: (id) => files.get(id)?.attachment,
    open(path, { ex = '', is = '', hm = '' }) {
      const expected = Buffer.from(sign(path, ex, is));
      const given = Buffer.from(hm);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      if (Number.parseInt(ex, 16) * 1000 < now()) return undefined;
      return [...files.values()].find((entry) => entry.path === path)?.file;
    },
  };
}
