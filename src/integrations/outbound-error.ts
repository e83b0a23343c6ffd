/** Why an outbound request came to nothing. */
export type OutboundReason =
  /** The address is none that may be asked: scheme, host, port or credentials. */
  | 'forbidden-url'
  /** The name leads to an address that is not public. */
  | 'private-address'
  /** The name could not be resolved, or no connection be made or kept. */
  | 'unreachable'
  /** The whole of it took longer than it may. */
  | 'timeout'
  /** The body is larger than it may be. */
  | 'too-large'
  /** More than two redirects in a row, or one without an address. */
  | 'bad-redirect'
  /** An answer other than 2xx. */
  | 'status'
  /** The body is not JSON, by its content type or in truth. */
  | 'not-json';

/** An outbound request that failed. Names the host at most: a path or query may hold what is nobody else's. */
export class OutboundError extends Error {
  override name = 'OutboundError';
  readonly reason: OutboundReason;
  /** Host that was asked, where there is one. */
  readonly host: string | null;
  /** HTTP status, for reason `status`. */
  readonly status: number | null;

  constructor(
    reason: OutboundReason,
    about: { host?: string; status?: number } = {},
    options?: ErrorOptions,
  ) {
    super(`${reason}${about.host === undefined ? '' : ` (${about.host})`}`, options);
    this.reason = reason;
    this.host = about.host ?? null;
    this.status = about.status ?? null;
  }
}
