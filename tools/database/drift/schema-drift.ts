import type { Knex } from 'knex';
import type { Logger } from '../../../src/logger.ts';
import { PROJECT } from '../../../src/project.ts';
import { migrateTables, rollback } from '../../../src/database/migrate.ts';
import { catalogueOf, differences } from './catalogue.ts';
import { columnsOf, modelDrift } from './model-drift.ts';

/** Something is not as it should be; `lines` say what, in detail. */
export interface Drift {
  sentence: string;
  lines: string[];
}

/**
 * Migrates an empty database up, down to nothing and up again, and compares what is there each time.
 * @returns what differs, and the schema as the migrations make it.
 */
export async function schemaDrift(
  scratch: Knex,
  log: Logger,
  places: { migrations?: string; models?: string } = {},
): Promise<{ drifts: Drift[]; catalogue: string[] }> {
  const directory = places.migrations ?? PROJECT.migrations;
  const nothing = await catalogueOf(scratch);
  await migrateTables(scratch, log, { directory });
  const first = await catalogueOf(scratch);
  const models = await modelDrift(await columnsOf(scratch), places.models ?? PROJECT.models);
  const { down, again, failure } = await downAndUp(scratch, log, directory);
  const drifts: Drift[] = [
    {
      sentence: 'After all migrations were taken back, something is left; complete their `down`.',
      lines: differences(nothing, down ?? nothing),
    },
    {
      sentence: 'Up, down and up again is not what up was at first; mend `up` or `down`.',
      lines: differences(first, again ?? first),
    },
    { sentence: 'Down and up again fails; mend `up` or `down`.', lines: failure },
    { sentence: 'Models declare other columns than their tables have; change either.', lines: models },
  ];
  return { drifts: drifts.filter(({ lines }) => lines.length > 0), catalogue: first };
}

async function downAndUp(
  scratch: Knex,
  log: Logger,
  directory: string,
): Promise<{ down?: string[]; again?: string[]; failure: string[] }> {
  let down: string[] | undefined;
  try {
    await rollback(scratch, log, { all: true, directory });
    down = await catalogueOf(scratch);
    await migrateTables(scratch, log, { directory });
    return { down, again: await catalogueOf(scratch), failure: [] };
  } catch (error) {
    // Whatever it is, the migrations' author has to see it; what was left behind is mostly the reason.
    const failure = [error instanceof Error ? error.message : String(error)];
    return down ? { down, failure } : { failure };
  }
}
