import { emptySchema } from '../empty-schema.ts';
import { migrate } from '../../../src/queues/migrate.ts';
import { dropQueues } from '../../../src/queues/prepare.ts';
import { seed } from '../seed.ts';
import { withDatabase } from './connection.ts';
import type { Context } from './context.ts';
import { guard } from './guard.ts';

/** `db:reset`: an empty schema, migrated and seeded. Whoever is connected may stay connected. */
export async function reset(context: Context): Promise<void> {
  const { config, provider, log, say, iKnow } = context;
  await withDatabase(context, async (knex) => {
    await guard(context, knex, (contents) => `destroyed ${contents}`);
    await dropQueues(knex);
    await emptySchema(knex);
    const migrations = await migrate(knex, log);
    const examples = config.NODE_ENV === 'production' ? [] : await seed(knex, log, config);
    say(
      `The ${provider.name} database${iKnow ? ` ${iKnow}` : ''} is as new: ${migrations.length} migrations, ${examples.length} seeds.`,
    );
  });
}

/** `db:wipe`: stops the server and removes its data folder or volume. */
export async function wipe(context: Context): Promise<void> {
  const { provider, say } = context;
  const { running, where, dataDirectory, volume } = await provider.status();
  const destroyed = (contents: string) => `destroyed ${contents}`;
  if (running) await withDatabase(context, (knex) => guard(context, knex, destroyed));
  else await guard(context, undefined, destroyed);
  await provider.wipe();
  say(`Removed ${dataDirectory ?? volume ?? where}. \`./dev-env.sh db:up\` makes an empty one.`);
}
