/** What a sentence for people is made from: a key of the locales and the values of its placeholders. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** A mistake of the caller's: shown to them, in their language, as the locale key says. */
export class UserError extends Error {
  override name = 'UserError';
  readonly key: string;
  readonly params: MessageParams;

  constructor(key: string, params: MessageParams = {}, options?: ErrorOptions) {
    super(key, options);
    this.key = key;
    this.params = params;
  }
}

/** What the caller names does not exist, or is none of theirs: the two are told alike. */
export class NotFound extends UserError {
  override name = 'NotFound';
}

/** The caller may see it, and may not do this with it. */
export class Forbidden extends UserError {
  override name = 'Forbidden';
}

/** It would break a rule that holds between several things: a name that is taken, a list that is full. */
export class Conflict extends UserError {
  override name = 'Conflict';
}

/** Says which name is meant, where a statement is refused because somebody has it already. */
export async function naming<T>(name: string, statement: PromiseLike<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new Conflict(error.key, { ...error.params, name }, { cause: error.cause });
  }
}

/** PostgreSQL cannot be used now. Nothing of the caller's was saved by the statement that failed. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}

/** Others were at the same rows, or at all connections of this process, for too long. Nothing of the caller's was saved. */
export class Busy extends StorageUnavailable {
  override name = 'Busy';
}

/**
 * The connection broke while a change was being committed, and whether it was is not known. Doing the same again, as
 * the same interaction, tells.
 */
export class OutcomeUnknown extends StorageUnavailable {
  override name = 'OutcomeUnknown';
}

/** Why something failed, in one line for the log: without the statement, which Knex puts in front of a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof StorageUnavailable && error.cause instanceof Error) return error.cause.message;
  return error instanceof Error ? error.message : String(error);
}
