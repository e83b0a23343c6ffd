import { UserError } from '../errors.ts';

/** Where Discord keeps what people attach. */
const DISCORD_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];
const TIMEOUT_MS = 5_000;

/** A file as an interaction describes it; `size` in bytes is Discord's word. */
export interface AttachedFile {
  name: string;
  size: number;
  url: string;
}

/**
 * Fetches what people attach, from Discord's own hosts and no other. The size is checked before, by what Discord says,
 * and again while the bytes arrive. Addresses expire, so it is fetched at once.
 * @param apiUrl a Discord-compatible server's REST base: its own origin may serve attachments, too
 */
export function createDownload(apiUrl: string) {
  const origins = new Set([...DISCORD_ORIGINS, new URL(apiUrl).origin]);

  /** @throws UserError `files.tooLarge` beyond `maxBytes`, `files.gone` when it cannot be had */
  return async function download(file: AttachedFile, maxBytes: number): Promise<Uint8Array> {
    const { name, url, size } = file;
    const tooLarge = () => new UserError('files.tooLarge', { name, limit: Math.floor(maxBytes / 1024) });
    if (size > maxBytes) throw tooLarge();
    if (!origins.has(URL.parse(url)?.origin ?? '')) throw new UserError('files.gone', { name });
    const chunks: Uint8Array[] = [];
    let received = 0;
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok || !response.body) throw new Error(`answered with ${response.status}`);
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        received += chunk.length;
        if (received > maxBytes) throw tooLarge();
        chunks.push(chunk);
      }
    } catch (error) {
      throw error instanceof UserError ? error : new UserError('files.gone', { name }, { cause: error });
    }
    return new Uint8Array(Buffer.concat(chunks));
  };
}
