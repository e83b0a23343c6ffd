import { databaseOf, placeOf, readAddress } from '../address.ts';
import { type Provider, ProviderError } from './provider.ts';

/** Somebody else's server: used as it is, never started, stopped or wiped by us. */
export function externalProvider(url: string): Provider {
  const address = readAddress(url);
  const where = `database ${databaseOf(address)} on ${placeOf(address)}`;
  return {
    name: 'external',
    start: () => Promise.resolve({ url, started: false }),
    stop: () => Promise.resolve(false),
    status: () => Promise.resolve({ running: true, url, where }),
    wipe: () =>
      Promise.reject(
        new ProviderError(
          `DATABASE_URL names ${where}, which is not ours to remove; drop it with that server's own tools, or take DATABASE_URL out of .env to use a local one.`,
        ),
      ),
  };
}
