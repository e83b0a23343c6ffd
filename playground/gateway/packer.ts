import { constants, createDeflate } from 'node:zlib';

/** Compresses all frames of one connection in one stream; each ends in a flush, so that it can be read at once. https://docs.discord.com/developers/events/gateway#transport-compression */
export function createPacker(): { pack: (frame: string) => Promise<Buffer>; close: () => void } {
  const deflate = createDeflate();
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    pack: (frame) =>
      new Promise((resolve) => {
        deflate.write(frame);
        deflate.flush(constants.Z_SYNC_FLUSH, () => {
          resolve(Buffer.concat(chunks));
          chunks = [];
        });
      }),
    close: () => deflate.close(),
  };
}
