import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of this project, wherever it is started from. Absolute paths. */
const root = fileURLToPath(new URL('..', import.meta.url));

export const PROJECT = {
  root,
  envFile: path.join(root, '.env'),
  /** What the running project keeps on this machine; git-ignored. */
  state: path.join(root, '.ostinato'),
  database: path.join(root, '.ostinato', 'postgres'),
  models: path.join(root, 'src', 'models'),
  backups: path.join(root, 'backups'),
  migrations: path.join(root, 'migrations'),
  seeds: path.join(root, 'seeds'),
  /** Schemas of the versions that went out; only in a checkout. */
  releases: path.join(root, 'test', 'fixtures', 'schemas'),
  lintSettings: path.join(root, '.squawk.toml'),
} as const;

/** Where backups are, and beside them who was erased since. */
export function backupFolder({ BACKUP_DIRECTORY }: { BACKUP_DIRECTORY?: string | undefined }): string {
  return BACKUP_DIRECTORY ? path.resolve(root, BACKUP_DIRECTORY) : PROJECT.backups;
}
