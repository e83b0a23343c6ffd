import { v7 as uuid } from 'uuid';
import { enqueue } from '../../queues/enqueue.ts';
import { QUEUES } from '../../queues/queues.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';

/** Has everything that is held about a person made and sent to them by a job; one that waits is enough. */
export function requestExport(userId: string): Promise<void> {
  return BaseModel.transact(async (trx) => {
    await enqueue(trx, QUEUES.exports, { exportId: uuid(), userId });
  });
}

/** Forgets what of it waits, runs or was given up: a job names its person. */
export async function forgetExports(trx: Transaction, userId: string): Promise<void> {
  await trx.raw(
    `delete from pgboss.job where name in ('exports', 'exports_dead') and data ->> 'userId' = :userId`,
    {
      userId,
    },
  );
}
