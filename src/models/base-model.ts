import { Model, snakeCaseMappers, type Transaction } from 'objection';
import { isConnectionLost, isSerializationFailure } from '../database/database-error.ts';
import { Conflict } from '../errors.ts';
import { claimed, isRepeated } from '../request.ts';

export type { Transaction } from 'objection';

/** PostgreSQL chooses who loses a deadlock; that one has changed nothing and may simply run again, this often. */
const ATTEMPTS = 3;

/** What all models share: camelCase over snake_case, and transactions that survive a deadlock. */
export class BaseModel extends Model {
  static override columnNameMappers = snakeCaseMappers();

  /** The columns of the fields that an object has, as `merge` wants them. */
  static columnsOf(fields: object): string[] {
    return Object.keys(this.columnNameMappers.format(fields));
  }

  /**
   * Runs a verb's statements in one transaction; again when PostgreSQL rolled it back for a deadlock's or a
   * serialization's sake, and once when the connection broke before COMMIT was sent. `run` must therefore do nothing but database work. What an interaction changes it changes
   * once, however often Discord delivers it.
   * @throws Conflict `errors.doneAlready` when an earlier delivery of the same interaction did it.
   * Source: PostgreSQL documentation, chapter 13.5, "Serialization Failure Handling".
   */
  static async transact<T>(run: (trx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1, broken = 0; ; attempt += 1) {
      // From then on nobody can tell whether a connection that breaks took a transaction with it.
      let isCommitting = false;
      try {
        const result = await this.transaction(async (trx) => {
          if (isRepeated()) throw new Conflict('errors.doneAlready');
          const done = await run(trx);
          isCommitting = true;
          return done;
        });
        claimed();
        return result;
      } catch (error) {
        const isUndone = !isCommitting && isConnectionLost(error) && (broken += 1) === 1;
        if (attempt >= ATTEMPTS || !(isUndone || isSerializationFailure(error))) throw error;
        this.knex().client.emit('retry', 'transaction');
      }
    }
  }
}
