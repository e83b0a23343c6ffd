import { Conflict, NotFound, StorageUnavailable, UserError } from '../errors.ts';

/** SQLSTATE classes that say "not now": connection, transaction rollback, resources, intervention, system error. */
const UNAVAILABLE_CLASSES = new Set(['08', '40', '53', '57', '58']);
/** Read-only server (it was demoted), lock not available, cannot log in just now. */
const UNAVAILABLE_STATES = new Set(['25006', '55P03', '28000', '28P01', '3D000', '25P03', '25P04']);
/** node-postgres and the socket below it report these without an SQLSTATE. */
const UNAVAILABLE_MESSAGES =
  /connection terminated|not queryable|timeout expired|timeout exceeded|query read timeout|client was closed|connection ended|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|Timeout acquiring a connection|aborted/i;

/** Of those, the ones that say that a connection is no more. */
const LOST_MESSAGES =
  /connection terminated|not queryable|client was closed|connection ended|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH/i;
/** The server ends the connection: it is stopped, crashed or starting, or an administrator wants it so. */
const LOST_STATES = new Set(['57P01', '57P02', '57P03', '57P04', '57P05']);

/** Somebody works on the database and keeps everybody else out; the SQLSTATE (55000) has other meanings as well. */
const NO_CONNECTIONS = /not currently accepting connections/;

/** SQLSTATE of an error of PostgreSQL's, or of its cause; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code))
    return error.code;
  return sqlState(error.cause);
}

/** Whether PostgreSQL rolled the transaction back only because others ran at the same time: safe to run again. */
export function isSerializationFailure(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/**
 * Whether a statement was prepared before a migration changed what it returns: it did nothing, and works when it is
 * prepared anew. The message may be in another language; the routine that refuses is always the same.
 */
export function isPlanStale(error: unknown): boolean {
  return (
    error instanceof Error &&
    'routine' in error &&
    error.routine === 'RevalidateCachedQuery' &&
    sqlState(error) === '0A000'
  );
}

/** Whether the connection broke under a statement, or could not be made. What was not committed did not happen. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  if (state !== undefined) return state.startsWith('08') || LOST_STATES.has(state);
  return LOST_MESSAGES.test(textOf(error)) || isConnectionLost(error.cause);
}

/** Whether a statement ran into its time limit: the server's, or the client's when the server says nothing at all. */
export function isTimeout(error: unknown): boolean {
  return sqlState(error) === '57014' || isUnanswered(error);
}

/** Whether the client gave up waiting: the server may be at it still. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && /query read timeout/i.test(error.message);
}

/** Whether the server has no more connections to give, which those that there are need not care about. */
export function isFull(error: unknown): boolean {
  return sqlState(error) === '53300';
}

const textOf = (error: Error) => `${String('code' in error && error.code)} ${error.message}`;

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
  const text = textOf(error);
  const unavailable =
    state === undefined
      ? UNAVAILABLE_MESSAGES.test(text)
      : UNAVAILABLE_CLASSES.has(state.slice(0, 2)) ||
        UNAVAILABLE_STATES.has(state) ||
        NO_CONNECTIONS.test(text);
  return unavailable ? new StorageUnavailable('PostgreSQL did not answer', { cause: error }) : error;
}
