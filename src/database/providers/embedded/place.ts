import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProviderError } from '../provider.ts';

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** Where a server's files lie and as whom it runs. */
export interface Place {
  /** The folder for everything of this server. */
  base: string;
  /** Whom PostgreSQL runs as when we are root, which it refuses to be; undefined: as ourselves. */
  user: SystemUser | undefined;
}

const FOR_ROOT = '/var/lib/ostinato';

/**
 * Decides the place and makes its folder. As root, a folder that the server's user cannot reach (below /root, say)
 * gives way to one below /var/lib/ostinato, and a file LOCATION in the folder that was asked for tells where.
 * @throws ProviderError when the folder cannot be written.
 */
export async function preparePlace(directory: string): Promise<Place> {
  try {
    await makeFolder(directory);
    const asked = await realpath(directory);
    if (process.getuid?.() !== 0) return { base: asked, user: undefined };
    const user = await unprivilegedUser();
    if (await canReach(asked, user)) return { base: asked, user };
    const base = path.join(FOR_ROOT, createHash('sha256').update(asked).digest('hex').slice(0, 16));
    await makeFolder(base);
    await writeFile(path.join(asked, 'LOCATION'), `${base}\n`);
    return { base, user };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof ProviderError) throw error;
    throw new ProviderError(
      `The folder for the database, ${directory}, cannot be used (${error.message}); make it writable, or set DATABASE_URL to use another server.`,
      { cause: error },
    );
  }
}

/** Whether a user may enter a folder: every folder on the way must let it through. */
export async function canReach(folder: string, user: SystemUser): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === path.dirname(at)) return true;
  }
}

// The mode is set apart because a umask of 077 would take it away; only on a folder that was made just now.
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (!first) return;
  for (let at = folder; at.length >= first.length; at = path.dirname(at)) await chmod(at, 0o755);
}

async function unprivilegedUser(): Promise<SystemUser> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  const [name, , uid, gid] = entry ?? [];
  if (name && Number(uid) > 0 && Number(gid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  throw new ProviderError(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as; start this as an ordinary user, or set DATABASE_URL.',
  );
}
