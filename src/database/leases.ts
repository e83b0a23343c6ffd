/** A connection that was lent and did not come back: who has it, and what it was taken for. */
export interface Leak {
  /** The interaction's id, or the job's name; undefined for whoever said neither. */
  requestId: string | undefined;
  /** The first statement it was used for, without its bindings. */
  sql: string | undefined;
  /** Milliseconds since it was lent. */
  heldMs: number;
  /** Where the transaction was begun; only where that is recorded. */
  stack: string | undefined;
}

export interface LeaseOptions {
  /** Milliseconds since its last statement was sent after which a lent connection counts as leaked; null where work may take long. */
  leakAfterMs: number | null;
  /** Who takes a connection just now. */
  holder(): string | undefined;
  /** Called once for each connection that is held too long. */
  onLeak(leak: Leak): void;
  /** Called then and each time that it is held as long again. */
  onHeld(connection: object): void;
}

interface Lease {
  requestId: string | undefined;
  since: number;
  sql: string | undefined;
  stack: string | undefined;
  timer: NodeJS.Timeout;
  isKnown: boolean;
}

/** Watches over connections from the moment they are lent until they come back. */
export class Leases {
  readonly #leases = new WeakMap<object, Lease>();
  readonly #options: LeaseOptions;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  lend(connection: object, stack: string | undefined): void {
    const { leakAfterMs } = this.#options;
    if (leakAfterMs === null) return;
    this.#leases.set(connection, {
      requestId: this.#options.holder(),
      since: performance.now(),
      sql: undefined,
      stack,
      timer: setInterval(() => this.#late(connection), leakAfterMs).unref(),
      isKnown: false,
    });
  }

  /** Keeps what it was used for first, and that it is not forgotten. */
  use(connection: object, sql: string): void {
    const lease = this.#leases.get(connection);
    if (!lease) return;
    lease.sql ??= sql;
    lease.timer.refresh();
  }

  giveBack(connection: object): void {
    clearInterval(this.#leases.get(connection)?.timer);
    this.#leases.delete(connection);
  }

  #late(connection: object): void {
    const lease = this.#leases.get(connection);
    if (!lease) return;
    const { requestId, sql, stack, since, isKnown } = lease;
    lease.isKnown = true;
    if (!isKnown)
      this.#options.onLeak({ requestId, sql, stack, heldMs: Math.round(performance.now() - since) });
    this.#options.onHeld(connection);
  }
}
