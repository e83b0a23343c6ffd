import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';
import { AddressError, type Address } from './address.ts';

/** How TLS is tried, one way after the other; what fails for want of TLS on either side leads to the next. */
const WAYS: Readonly<Record<string, readonly ('plain' | 'unverified' | 'ca' | 'full')[]>> = {
  disable: ['plain'],
  allow: ['plain', 'unverified'],
  prefer: ['unverified', 'plain'],
  require: ['unverified'],
  'no-verify': ['unverified'],
  'verify-ca': ['ca'],
  'verify-full': ['full'],
};

/**
 * The values for `ssl` of node-postgres that an address asks for, to be tried in this order. As in libpq, `require` checks
 * the certificate where sslrootcert names an authority; the other way round, verification without one trusts those that
 * Node trusts. Without sslmode there is no TLS.
 * Source: PostgreSQL documentation, 32.19 "SSL Support".
 * @throws AddressError when a file that it names cannot be read
 */
export function tlsWays({ settings, hosts }: Address): ClientConfig['ssl'][] {
  const root = settings.get('sslrootcert');
  const mode = settings.get('sslmode') ?? (root === 'system' ? 'verify-full' : 'disable');
  if (root === 'system' && mode !== 'verify-full')
    throw new AddressError(`has sslmode=${mode} with sslrootcert=system; write sslmode=verify-full`);
  // A socket has no TLS.
  if (hosts.every(({ host }) => host.startsWith('/'))) return [false];
  const read = (key: string) => {
    const file = settings.get(key);
    if (!file || file === 'system') return {};
    const name = { sslrootcert: 'ca', sslcert: 'cert', sslkey: 'key' }[key] ?? key;
    try {
      return { [name]: readFileSync(file) };
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new AddressError(
        `names the file ${file} as ${key}, which cannot be read (${reason}); correct the path`,
      );
    }
  };
  const files = mode === 'disable' ? {} : { ...read('sslrootcert'), ...read('sslcert'), ...read('sslkey') };
  const passphrase = settings.get('sslpassword');
  const common = { ...files, ...(passphrase !== undefined && { passphrase }) };
  return (WAYS[mode] ?? []).map((way) => {
    if (way === 'plain') return false;
    if (way === 'full') return common;
    const verifies = way === 'ca' || 'ca' in files;
    return verifies
      ? { ...common, checkServerIdentity: () => undefined }
      : { ...common, rejectUnauthorized: false };
  });
}
