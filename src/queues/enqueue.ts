import type { Knex } from 'knex';
import type { Queue } from './declare.ts';

/** A queue whose jobs carry the id of a row, one living job for each. */
export type RowQueue = Queue<Record<string, string>>;

/**
 * The end of a statement whose common table expression `fresh` has rows with an `id`: a job for each that has none, in
 * the same transaction. Its row count is that of the jobs.
 * @param at SQL for when the job of row `f` is due; at once where it is left out
 */
export const enqueueFresh = ({ name, once }: RowQueue, at = 'null') =>
  `select from fresh f where enqueue('${name}', jsonb_build_object('${once}', f.id), ${at}, f.id::text)`;

/** The same for rows of an outbox, each with the column that says when it is to leave. */
export const enqueueRows = ({ queue, at }: { queue: RowQueue; at: string }) => enqueueFresh(queue, `f.${at}`);

/**
 * Writes a job down, in the transaction that is given: it is there when that commits, and not before.
 * @param at when it is due; at once where it is left out
 * @returns false when one that is alive is enough
 */
export async function enqueue<Data extends object>(
  trx: Pick<Knex, 'raw'>,
  queue: Queue<Data>,
  data: Data,
  at: Date | null = null,
): Promise<boolean> {
  const key = queue.once === null ? null : String(new Map(Object.entries(data)).get(queue.once));
  const { rows } = await trx.raw<{ rows: { made: boolean }[] }>(
    'select enqueue(:queue, cast(:data as jsonb), cast(:at as timestamptz), :key) as made',
    { queue: queue.name, data: JSON.stringify(queue.payload.parse(data)), at, key },
  );
  return rows[0]?.made === true;
}
