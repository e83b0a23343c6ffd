import { Conflict, NotFound, StorageUnavailable, UserError } from '../errors.ts';

/** SQLSTATE classes that say "not now": connection, transaction rollback, resources, intervention, system error. */
const UNAVAILABLE_CLASSES = new Set(['08', '40', '53', '57', '58']);
/** Read-only server (it was demoted), lock not available, cannot log in just now. */
const UNAVAILABLE_STATES = new Set(['25006', '55P03', '28000', '28P01', '3D000', '25P03', '25P04']);
/** node-postgres and the socket below it report these without an SQLSTATE. */
const UNAVAILABLE_MESSAGES =
  /connection terminated|not queryable|timeout expired|timeout exceeded|query read timeout|client was closed|connection ended|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|Timeout acquiring a connection|aborted/i;

/** Somebody works on the database and keeps everybody else out; the SQLSTATE (55000) has other meanings as well. */
const NO_CONNECTIONS = /not currently accepting connections/;

/** SQLSTATE of an error of PostgreSQL's, or of its cause; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code))
    return error.code;
  return sqlState(error.cause);
}

/** Whether PostgreSQL rolled the transaction back only because others ran at the same time: safe to run again. */
export function isSerializationFailure(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/**
 * The one place where PostgreSQL's errors become ours. A broken constraint becomes an error with the locale key
 * `constraint.<its name>`; a database that cannot answer becomes StorageUnavailable; the rest are bugs and stay.
 * Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
 */
export function fromDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError || error instanceof StorageUnavailable)
    return error;
  const state = sqlState(error);
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
  if (state === '23505' || state === '23P01')
    return new Conflict(`constraint.${constraint}`, {}, { cause: error });
  if (state === '23514') return new UserError(`constraint.${constraint}`, {}, { cause: error });
  if (state === '23503') return new NotFound(`constraint.${constraint}`, {}, { cause: error });
  const text = `${String('code' in error && error.code)} ${error.message}`;
  const unavailable =
    state === undefined
      ? UNAVAILABLE_MESSAGES.test(text)
      : UNAVAILABLE_CLASSES.has(state.slice(0, 2)) ||
        UNAVAILABLE_STATES.has(state) ||
        NO_CONNECTIONS.test(text);
  return unavailable ? new StorageUnavailable('PostgreSQL did not answer', { cause: error }) : error;
}
