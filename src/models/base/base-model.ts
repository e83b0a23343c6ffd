import {
  Model,
  snakeCaseMappers,
  type Constructor,
  type QueryBuilderType,
  type Transaction,
  type TransactionOrKnex,
} from 'objection';
import {
  isConnectionLost,
  isLockTimeout,
  isPlanStale,
  isReferenceGone,
  isSerializationFailure,
} from '../../database/database-error.ts';
import { OutcomeUnknown, StorageUnavailable } from '../../errors.ts';
import { withClaim } from '../../request.ts';
import { Columns } from './columns.ts';
import { firstOf } from './first-delivery.ts';
import { registerModel, writeResult } from './stored-result.ts';

export type { Transaction } from 'objection';

/** Where statements are run: a transaction, or the pool. */
export type Runner = Pick<Transaction, 'raw'>;

/** PostgreSQL chooses who loses a deadlock; that one has changed nothing and may simply run again, this often. */
const ATTEMPTS = 3;

/** What all models share: camelCase over snake_case, and transactions that are carried out once. */
export class BaseModel extends Model {
  static override columnNameMappers = snakeCaseMappers();

  /** Those of the model's table, as `columns()` declares them. */
  static columns = new Columns([]);

  /** A query that names the model's columns where it selects no others: Objection itself would select `*`. */
  static override query<M extends Model>(
    this: Constructor<M> & { columns: Columns },
    trx?: TransactionOrKnex,
  ): QueryBuilderType<M> {
    const { names } = this.columns;
    const query = super.query(trx) as unknown as QueryBuilderType<M>;
    return query.onBuild((builder) => {
      if (builder.isFind() && !builder.hasSelects()) void builder.select(names);
    });
  }

  /** The columns of the fields that an object has, as `merge` wants them. */
  static columnsOf(fields: object): string[] {
    return Object.keys(this.columnNameMappers.format(fields));
  }

  /** Lets transactions return the model: each calls it in a static block, behind its table's name. */
  static register(): void {
    registerModel(this);
  }

  /**
   * Runs a verb's statements in one transaction; again when PostgreSQL rolled it back for a deadlock's or a
   * serialization's sake, somebody whom it names was erased, or a migration changed what it had prepared, and once when the connection broke before COMMIT was sent. `run` must therefore do nothing but
   * database work, and return what `writeResult` can write.
   *
   * What an interaction changes it changes once, however often Discord delivers it: a repeat is rolled back, and returns
   * what the first returned, or is refused as the first was. So is another attempt after a commit that nobody confirmed.
   * @throws Conflict `errors.doneAlready` when an earlier delivery did it, and left nothing that can be returned;
   * OutcomeUnknown when the connection broke during the commit, and nobody can be asked.
   * Source: PostgreSQL documentation, chapter 13.5, "Serialization Failure Handling".
   */
  static transact<T>(run: (trx: Transaction) => Promise<T>): Promise<T> {
    return withClaim(async (claim) => {
      let inDoubt = false;
      for (let attempt = 1, broken = 0, late = 0; ; attempt += 1) {
        // From then on nobody can tell whether a connection that breaks took a transaction with it.
        let isCommitting = false;
        try {
          return await this.transaction(async (trx) => {
            const result = await run(trx);
            if (claim) claim.result = writeResult(result);
            isCommitting = true;
            return result;
          });
        } catch (error) {
          inDoubt ||= claim?.inDoubt ?? false;
          const isAway = error instanceof StorageUnavailable;
          const isUndone = !isCommitting && isConnectionLost(error) && (broken += 1) === 1;
          const isLate = isLockTimeout(error) && (late += 1) === 1;
          const mayRepeat =
            isUndone ||
            isLate ||
            isSerializationFailure(error) ||
            isReferenceGone(error) ||
            isPlanStale(error) ||
            (inDoubt && isAway);
          if (mayRepeat && attempt < ATTEMPTS) {
            this.knex().client.emit('retry', isReferenceGone(error) ? 'erased' : 'transaction', error);
            continue;
          }
          try {
            if (!claim || isAway) throw error;
            // What stopped it may be what the first has done: then that is the answer, of the same transaction.
            return (await firstOf(this.knex(), claim, error)) as T;
          } catch (cause) {
            const isUnknown = inDoubt && cause instanceof StorageUnavailable;
            throw isUnknown ? new OutcomeUnknown('a commit was not confirmed', { cause }) : cause;
          }
        }
      }
    });
  }
}
