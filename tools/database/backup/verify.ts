import type { Logger } from '../../../src/logger.ts';
import { PROJECT } from '../../../src/project.ts';
import { withScratchDatabase } from '../scratch.ts';
import type { Manifest } from './format.ts';
import { inspect } from './inspect.ts';
import { load } from './load.ts';
import { refuseNewer } from './schema.ts';

/**
 * Proves that a backup restores: into a scratch database of the same server, where rows and checksums are compared.
 * @throws BackupError when it does not.
 */
export async function verify(
  url: string,
  file: string,
  log: Logger,
  directory: string = PROJECT.migrations,
): Promise<Manifest> {
  const manifest = await inspect(file);
  await refuseNewer(manifest, file, directory);
  await withScratchDatabase(url, log, (knex) =>
    knex.transaction((trx) => load(trx, file, manifest, directory)),
  );
  return manifest;
}
