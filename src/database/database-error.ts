import { Busy, Conflict, NotFound, StorageUnavailable, UserError } from '../errors.ts';

/** SQLSTATE classes that say "not now": connection, transaction rollback, resources, intervention, system error. */
const UNAVAILABLE_CLASSES = new Set(['08', '40', '53', '57', '58']);
/** Read-only server (it was demoted), lock not available, cannot log in just now. */
const UNAVAILABLE_STATES = new Set(['25006', '55P03', '28000', '28P01', '3D000', '25P03', '25P04']);
/** What the socket below a connection reports when it breaks, or cannot be made. */
const LOST_CODES = new Set(
  'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENETDOWN EHOSTDOWN'.split(
    ' ',
  ),
);
/** Its host has no address at the moment. */
const NAMELESS_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN']);
/** The whole of what node-postgres says of a connection that is no more, and that has no code. */
const LOST_MESSAGE =
  /^(Connection terminated( unexpectedly)?|Client (has encountered a connection error and|was closed and) is not queryable)$/;
/** The same of a pool that is closed while somebody waits for a connection. */
const CLOSED_MESSAGE = /^(aborted|Unable to acquire a connection)$/;
/** PgBouncer says this with a code that has other meanings as well (08P01). */
const POOLER_IS_FULL = /^no more connections allowed/;
/** Our own: nothing came by the deadline. */
const UNANSWERED = 'OSTINATO_UNANSWERED';

/** Nothing came from PostgreSQL within so many milliseconds, although this process listened. */
export class Unanswered extends Error {
  override name = 'Unanswered';
  readonly code = UNANSWERED;

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

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

/** Whether what a row was to refer to went away while it was written, such as a person who was erased: safe to run again. */
export function isReferenceGone(error: unknown): boolean {
  return sqlState(error) === '23503';
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

/** Whether a transaction waited for others' locks as long as it may: it changed nothing, and may run again. */
export function isLockTimeout(error: unknown): boolean {
  return sqlState(error) === '55P03' || isCanceledAtLock(error);
}

/**
 * Whether a statement ran into its time limit while it waited for a row: who queues for one waits twice, first to be
 * next and then for the one before, and the limit for locks is one for each of the two. PostgreSQL then names the row's
 * place, such as “(0,1)”, in any language.
 */
function isCanceledAtLock(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!('where' in error)) return isCanceledAtLock(error.cause);
  return sqlState(error) === '57014' && /\(\d+,\d+\)/.test(String(error.where));
}

/** Whether the connection broke under a statement, or could not be made. What was not committed did not happen. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  if (state !== undefined) return (state.startsWith('08') || LOST_STATES.has(state)) && !isFull(error);
  return LOST_CODES.has(codeOf(error)) || LOST_MESSAGE.test(error.message) || isConnectionLost(error.cause);
}

/** Whether a statement ran into its time limit: the server's, or the client's when the server says nothing at all. */
export function isTimeout(error: unknown): boolean {
  return (sqlState(error) === '57014' && !isCanceledAtLock(error)) || isUnanswered(error);
}

/** Whether the client gave up waiting: the server may be at it still. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && (codeOf(error) === UNANSWERED || isUnanswered(error.cause));
}

/** Whether the server has no more connections to give, which those that there are need not care about. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  return (
    state === '53300' || (state === '08P01' && POOLER_IS_FULL.test(error.message)) || isFull(error.cause)
  );
}

const codeOf = (error: Error) => ('code' in error ? String(error.code) : '');

/** Whether an error without an SQLSTATE comes from the way to PostgreSQL. */
function isOfTheWay(error: Error): boolean {
  return (
    isConnectionLost(error) ||
    isUnanswered(error) ||
    NAMELESS_CODES.has(codeOf(error)) ||
    CLOSED_MESSAGE.test(error.message)
  );
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
  const unavailable =
    state === undefined
      ? isOfTheWay(error)
      : UNAVAILABLE_CLASSES.has(state.slice(0, 2)) ||
        UNAVAILABLE_STATES.has(state) ||
        (state === '55000' && NO_CONNECTIONS.test(error.message));
  if (isLockTimeout(error) || isSerializationFailure(error))
    return new Busy('others were in the way for too long', { cause: error });
  return unavailable ? new StorageUnavailable('PostgreSQL did not answer', { cause: error }) : error;
}
