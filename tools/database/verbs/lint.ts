import { PROJECT } from '../../../src/project.ts';
import { lint as lintMigrations } from '../lint/lint.ts';
import { type Context, VerbError } from './context.ts';

/**
 * `db:lint`: whether the SQL of a migration would block those who use the database, or break the version before.
 * @throws VerbError when it would.
 */
export async function lint({ say }: Context): Promise<void> {
  const warnings = await lintMigrations({
    migrations: PROJECT.migrations,
    releases: PROJECT.releases,
    settings: PROJECT.lintSettings,
  });
  if (!warnings) {
    say(
      'squawk is not to be had for this platform, so the SQL of the migrations was not linted; CI does it.',
    );
    return;
  }
  for (const { migration, rule, says, sql } of warnings) {
    say(`migrations/${migration}.ts: ${rule}: ${says}\n  ${sql}`);
  }
  if (warnings.length > 0) {
    throw new VerbError(
      'Write that another way (https://squawkhq.com/docs/rules); where it is meant, say why above the statement, in a comment that ends with `-- squawk-ignore RULE` on a line of its own.',
    );
  }
  say('No migration blocks those who use the database.');
}
