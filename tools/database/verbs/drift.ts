import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PROJECT } from '../../../src/project.ts';
import { catalogueOf, differences } from '../drift/catalogue.ts';
import { schemaDrift, type Drift } from '../drift/schema-drift.ts';
import { brokenSeals, seal as sealMigrations } from '../drift/seals.ts';
import { pendingMigrations } from '../../../src/database/migrate.ts';
import { withScratchDatabase } from '../scratch.ts';
import { direct, withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';
import { beside, guard } from './guard.ts';

/**
 * `db:drift`: whether migrations, models, the sealed checksums and this database agree. With `--if-running`, a server
 * that does not run is not started, an external one is left alone, and only the checksums are looked at.
 * @throws VerbError when they do not.
 */
export async function drift(context: Context): Promise<void> {
  const { provider, args, say } = context;
  const drifts = await sealDrift();
  // An external one is never ours to try migrations on in passing.
  const looks =
    !args.includes('--if-running') || (provider.name !== 'external' && (await provider.status()).running);
  if (looks) drifts.push(...(await databaseDrift(context)));
  for (const { sentence, lines } of drifts) say([sentence, ...lines.map((line) => `  ${line}`)].join('\n'));
  if (drifts.length > 0) throw new VerbError('There is drift; what is above says where and what to do.');
  say(
    looks
      ? 'No drift: migrations go up, down and up again, and models, checksums and tables agree.'
      : 'No migration that has landed was edited. There is no local database that runs, so the rest is left to the tests.',
  );
}

function databaseDrift(context: Context): Promise<Drift[]> {
  const { provider, log } = context;
  return withDatabase(context, async (knex, url) => {
    await guard(context, knex, beside);
    const { drifts, catalogue } = await withScratchDatabase(direct(context, url), log, (scratch) =>
      schemaDrift(scratch, log),
    );
    if ((await pendingMigrations(knex)).length > 0) return drifts;
    const lines = differences(catalogue, await catalogueOf(knex));
    const sentence = `The ${provider.name} database is not what the migrations make; write a migration, or run \`./dev-env.sh db:reset\`.`;
    return lines.length > 0 ? [...drifts, { sentence, lines }] : drifts;
  });
}

/** `db:seal`: writes down the checksums of new migrations; from then on they are not edited. */
export async function seal({ say }: Context): Promise<void> {
  const sealed = await sealMigrations(PROJECT.migrations, async (name) => !(await landed(name)));
  const { changed } = await brokenSeals(PROJECT.migrations);
  if (changed.length > 0) throw new VerbError(EDITED(changed));
  say(sealed.length === 0 ? 'Every migration was sealed already.' : `Sealed: ${sealed.join(', ')}`);
}

const EDITED = (names: readonly string[]) =>
  `Migrations that have landed were edited: ${names.join(', ')}; put them back (\`git checkout migrations\`) and write a new one (\`./dev-env.sh db:migration NAME\`).`;

async function sealDrift(): Promise<Drift[]> {
  const { changed, unsealed } = await brokenSeals(PROJECT.migrations);
  return [
    ...(changed.length > 0 ? [{ sentence: EDITED(changed), lines: [] }] : []),
    ...(unsealed.length > 0
      ? [
          {
            sentence: 'Migrations without a checksum; when they are done, run `./dev-env.sh db:seal`.',
            lines: unsealed,
          },
        ]
      : []),
  ];
}

/** Whether the last commit has it. Without git nobody can tell, so it is taken for landed. */
async function landed(name: string): Promise<boolean> {
  try {
    await promisify(execFile)('git', ['rev-parse', '--verify', 'HEAD'], { cwd: PROJECT.root });
  } catch {
    return true;
  }
  return promisify(execFile)('git', ['cat-file', '-e', `HEAD:migrations/${name}.ts`], {
    cwd: PROJECT.root,
  }).then(
    () => true,
    () => false,
  );
}
