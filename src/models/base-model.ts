import { Model, snakeCaseMappers, type Transaction } from 'objection';
import { isSerializationFailure } from '../database/database-error.ts';

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
   * serialization's sake. `run` must therefore do nothing but database work.
   * Source: PostgreSQL documentation, chapter 13.5, "Serialization Failure Handling".
   */
  static async transact<T>(run: (trx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transaction(run);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isSerializationFailure(error)) throw error;
      }
    }
  }
}
