import { BaseModel } from '../base/base-model.ts';
import { goes, holds } from './found.ts';
import { erasureOf, KINDS, type Erasure } from './outcome.ts';
import { TABLES } from './tables.ts';

/** For whoever is `:userId`; PostgreSQL may answer in any order. */
export const PREVIEW = TABLES.filter(({ about }) => about.file)
  .map(
    (table) => `
      select '${table.about.file}' as kind, count(*) filter (where ${goes(table)})::integer as erased,
             count(*) filter (where (${goes(table)}) is not true)::integer as kept
      from ${table.table} where ${holds(table)}`,
  )
  .join(' union all ');

/** What erasing a person would take away, and what it would leave without their name; in one statement. */
export async function previewErasure(userId: string): Promise<Erasure> {
  const { rows } = await BaseModel.knex().raw<{ rows: { kind: string; erased: number; kept: number }[] }>(
    PREVIEW,
    { userId },
  );
  return erasureOf(rows.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)));
}
