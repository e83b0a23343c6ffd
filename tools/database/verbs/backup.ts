import { stat } from 'node:fs/promises';
import path from 'node:path';
import { backupFolder } from '../../../src/project.ts';
import { keepNewest, listBackups } from '../backup/files.ts';
import type { Manifest } from '../backup/format.ts';
import { restore as restoreBackup } from '../backup/restore.ts';
import { takeBackup } from '../backup/take.ts';
import { verify as verifyBackup } from '../backup/verify.ts';
import { writeErasures } from '../../../src/jobs/erasures-file.ts';
import { replayErasures } from '../../../src/models/personal/erasures.ts';
import { migrate } from '../../../src/queues/migrate.ts';
import { direct, withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';
import { beside, guard } from './guard.ts';

/** `db:backup [FOLDER]`: one compressed file with everything, of one moment. */
export function backup(context: Context): Promise<void> {
  const { config, args, say } = context;
  return withDatabase(context, async (knex, url) => {
    const startedAt = performance.now();
    const folder = args[0] ? path.resolve(args[0]) : folderOf(context);
    const { file, manifest } = await takeBackup(direct(context, url), folder, new Date());
    await writeErasures(knex, folder);
    const { size } = await stat(file);
    say(`Backed up ${sum(manifest)} to ${file} (${megabytes(size)}, ${seconds(startedAt)}).`);
    const gone = await keepNewest(folder, config.BACKUP_KEEP);
    if (gone.length > 0) {
      say(`Removed ${gone.length} older, since BACKUP_KEEP is ${config.BACKUP_KEEP}.`);
    }
  });
}

/** `db:verify [FILE]`: restores a backup, the newest if none is named, into a scratch database and compares. */
export function verify(context: Context): Promise<void> {
  return withDatabase(context, async (knex, url) => {
    const startedAt = performance.now();
    const file = await named(context, (await listBackups(folderOf(context))).at(-1)?.file);
    await guard(context, knex, beside);
    const manifest = await verifyBackup(direct(context, url), file, context.log);
    context.say(
      `${file} restores: ${sum(manifest)}, each checksum as backed up at ${manifest.createdAt} (${seconds(startedAt)}).`,
    );
  });
}

/** `db:restore FILE`: what the database holds is replaced by a backup, after a backup of it. */
export function restore(context: Context): Promise<void> {
  const { log, say } = context;
  return withDatabase(context, async (knex) => {
    const startedAt = performance.now();
    const file = await named(context, undefined);
    await guard(context, knex, (contents) => `destroyed ${contents}`);
    const { manifest, safety, erasures, erasedAgain } = await restoreBackup(knex, file, {
      folder: folderOf(context),
      now: new Date(),
      log,
    });
    say(`Restored ${sum(manifest)} of ${manifest.createdAt} (${seconds(startedAt)}).`);
    if (safety) {
      say(`What was there before is in ${safety}.`);
      say(`Back to it: ./dev-env.sh db:restore ${path.basename(safety)}`);
    }
    const migrations = await migrate(knex, log);
    if (migrations.length > 0) say(`Migrated: ${migrations.join(', ')}`);
    const again = erasedAgain + (await replayErasures(knex, erasures));
    if (again > 0)
      say(`Erased again: ${again} ${again === 1 ? 'person' : 'people'}, erased since the backup was made.`);
  });
}

/** The file of the arguments: as it is named, or by its name alone in the folder of backups. */
async function named(context: Context, otherwise: string | undefined): Promise<string> {
  const [given] = context.args;
  const folder = folderOf(context);
  if (!given) {
    if (otherwise) return otherwise;
    throw new VerbError(
      `Which backup? Name a file: \`./dev-env.sh db:restore FILE\` (\`ls ${folder}\`; \`./dev-env.sh db:backup\` makes one).`,
    );
  }
  const here = path.resolve(given);
  const there = path.join(folder, given);
  return !(await exists(here)) && (await exists(there)) ? there : here;
}

const folderOf = ({ config }: Context) => backupFolder(config);

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );

function sum({ tables }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${tables.length} tables with ${rows.toLocaleString('en-US')} rows`;
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
