import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from '../../../src/project.ts';
import * as migrations from '../../../src/database/migrate.ts';
import { migrate as migrateAll } from '../../../src/queues/migrate.ts';
import * as seeds from '../seed.ts';
import { withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';
import { guard } from './guard.ts';

/** `db:migrate`: brings the schema up to date. */
export function migrate(context: Context): Promise<void> {
  return withDatabase(context, async (knex) => {
    const done = await migrateAll(knex, context.log);
    context.say(done.length === 0 ? 'The schema is up to date.' : `Migrated: ${done.join(', ')}`);
  });
}

/** `db:rollback`: takes the last batch of migrations back; `--all` takes back each of them. */
export function rollback(context: Context): Promise<void> {
  const all = context.args.includes('--all');
  return withDatabase(context, async (knex) => {
    const last = await migrations.toRollBack(knex, all);
    if (last.length > 0)
      await guard(
        context,
        knex,
        (contents) => `taken back ${last.join(', ')}, and destroyed what they made in ${contents}`,
      );
    const undone = await migrations.rollback(knex, context.log, { all });
    context.say(
      undone.length === 0 ? 'There was nothing to roll back.' : `Rolled back: ${undone.join(', ')}`,
    );
  });
}

/** `db:seed`: fills the database with examples for development. */
export async function seed(context: Context): Promise<void> {
  // There I_KNOW would not help.
  seeds.refuseInProduction(context.config);
  await withDatabase(context, async (knex) => {
    await guard(context, knex, (contents) => `added examples to ${contents}`);
    const done = await seeds.seed(knex, context.log, context.config);
    context.say(done.length === 0 ? 'There are no seeds yet.' : `Seeded: ${done.join(', ')}`);
  });
}

const TEMPLATE = `import type { Knex } from 'knex';

/** What this changes, and why. Expand first; contract in a later release. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(\`\`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(\`\`);
}
`;

/** `db:migration NAME`: a new, empty migration. */
export async function migration({ args, say }: Context): Promise<void> {
  const name = (args[0] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (!name) throw new VerbError('A migration needs a name: `./dev-env.sh db:migration add-due-dates`.');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join(PROJECT.migrations, `${stamp}-${name}.ts`);
  await writeFile(file, TEMPLATE, { flag: 'wx' });
  say(`Write it in ${path.relative(PROJECT.root, file)}, then run \`./dev-env.sh db:migrate\`.`);
}
