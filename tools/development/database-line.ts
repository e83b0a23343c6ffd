import { readAddress, writeAddress } from '../../src/database/address.ts';

/** Milliseconds. */
const ANSWER_MS = 2_000;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * The same database, reached through the local Discord, whose page can then cut the line. One that is not on this
 * machine is reached directly: its name is part of what TLS proves.
 * @param url the connection string
 * @param discordUrl of the local Discord, such as `http://127.0.0.1:3000`
 */
export async function cuttable(url: string, discordUrl: string): Promise<string> {
  const address = readAddress(url);
  const [at, ...others] = address.hosts;
  if (!at || others.length > 0 || !LOOPBACK.has(at.host)) return url;
  const response = await fetch(`${discordUrl}/playground/database`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(at),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!response.ok)
    throw new Error(`the local Discord answered ${response.status} to the database's address`);
  const { host, port } = (await response.json()) as { host: string; port: number };
  return writeAddress({ ...address, hosts: [{ host, port }] });
}
