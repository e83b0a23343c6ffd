import { CircuitState, circuitBreaker, handleWhen } from 'cockatiel';
import { deadline } from '../deadline.ts';
import { StorageUnavailable } from '../errors.ts';
import { isConnectionLost, isFull, isTimeout } from './database-error.ts';

/** `closed`: PostgreSQL is used. `open`: it is away, and nobody waits for it. `half-open`: it is being asked just now. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Whether PostgreSQL can be used, for whoever must know without asking it. */
export interface Breaker {
  readonly state: BreakerState;
  /** Why it opened last; undefined before the first time. */
  readonly failure: Error | undefined;
  /** Tells of each change. @returns how to stop listening */
  onChange(listener: (state: BreakerState) => void): () => void;
}

/** The breaker as the pool sees it: everything that goes to PostgreSQL passes here once. */
export interface PoolBreaker extends Breaker {
  /**
   * Waits for a connection to be lent.
   * @param giveBack takes one that is lent too late
   * @throws StorageUnavailable at once while PostgreSQL is away, and as soon as that is found out
   */
  admitted<T>(acquire: () => Promise<T>, giveBack: (late: T) => unknown): Promise<T>;
  /** Opens a connection, as `running`. */
  connecting<T>(connect: () => Promise<T>): Promise<T>;
  /** Waits for an answer of PostgreSQL's: when it breaks off, or takes long, PostgreSQL is asked whether it is there. */
  running<T>(work: () => Promise<T>): Promise<T>;
  /** Stops asking. */
  stop(): void;
}

export interface BreakerOptions {
  /** Resolves when PostgreSQL works, on a connection of its own; rejects when it does not within the milliseconds. */
  ping(withinMs: number): Promise<void>;
  /** Milliseconds without an answer after which PostgreSQL is asked whether it is there. */
  suspectAfterMs?: number;
  /** Milliseconds in which it must say so. */
  pingWithinMs?: number;
  /** Milliseconds between two questions while it is away, at most. */
  askEveryMs?: number;
}

/** So many statements in a row that broke off or ran into a timeout are enough, whatever a question says. */
const FAILURES_IN_A_ROW = 5;

const NAMES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
} as const;

/**
 * A circuit breaker around a pool. A single statement that fails opens nothing: it makes PostgreSQL a suspect, which is
 * asked on a connection of its own, and the answer decides. While it is away it is asked again and again, out of
 * everybody's way, so that no user has to find out that it is back.
 */
export function createBreaker(options: BreakerOptions): PoolBreaker {
  const { suspectAfterMs = 1_000, pingWithinMs = 1_500, askEveryMs = 500 } = options;
  /** What PostgreSQL was asked in vain ended with: each is proof. */
  const proofs = new WeakSet<Error>();
  const isProof = (error: unknown) => error instanceof Error && proofs.has(error);
  let failures = 0;
  /** How often PostgreSQL went, was asked, and came back. */
  let changes = 0;
  const listeners = new Set<(state: BreakerState) => void>();
  const waiting = new Set<(error: StorageUnavailable) => void>();
  /** The one question that is under way. */
  let asking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const policy = circuitBreaker(
    handleWhen((error) => isProof(error) || isConnectionLost(error) || isTimeout(error)),
    {
      // When to ask is decided below. Less than any difference, since clocks can be set back.
      halfOpenAfter: Number.NEGATIVE_INFINITY,
      breaker: {
        state: null,
        success: () => (failures = 0),
        failure: () => (failures += 1) >= FAILURES_IN_A_ROW || isProof(lastError()),
      },
    },
  );
  policy.onStateChange((state) => {
    changes += 1;
    if (state === CircuitState.Open) {
      const away = unavailable();
      for (const reject of waiting) reject(away);
      again();
    }
    for (const listener of listeners) listener(NAMES[state]);
  });

  function lastError(): Error | undefined {
    const failure = policy.lastFailure;
    return failure && 'error' in failure && failure.error instanceof Error ? failure.error : undefined;
  }

  const unavailable = () => new StorageUnavailable('PostgreSQL is away, and is not waited for');

  /** Counts what comes of it, unless PostgreSQL went or came back in between: then it proves nothing about now. */
  async function counted<T>(work: () => Promise<T>): Promise<T> {
    const since = changes;
    const [outcome] = await Promise.allSettled([work()]);
    const tell = () =>
      outcome.status === 'fulfilled' ? Promise.resolve(outcome.value) : Promise.reject(outcome.reason);
    return policy.state === CircuitState.Closed && since === changes ? policy.execute(tell) : tell();
  }

  /** Once more when the question's own connection broke: what broke others' may have been at work a moment ago. */
  const question = () =>
    options
      .ping(pingWithinMs)
      .catch((error: unknown) =>
        isConnectionLost(error) ? options.ping(pingWithinMs) : Promise.reject(error),
      );

  /** Asks; that there is no answer is proof. A server that is full has answered: those who have a connection use it. */
  const asked = () =>
    question().catch((error: unknown) => {
      if (isFull(error)) return;
      if (error instanceof Error) proofs.add(error);
      throw error;
    });

  /** Asks a suspect. That it answers proves nothing about the statements that failed, so it is not counted. */
  function ask(): void {
    if (asking || stopped || policy.state !== CircuitState.Closed) return;
    const since = changes;
    asking = asked()
      // Counting it is all there is to do with it: nobody waits for the answer.
      .catch((error: unknown) => {
        if (since === changes) void counted(() => Promise.reject(error)).catch(() => undefined);
      })
      .finally(() => (asking = undefined));
  }

  /** Waits for PostgreSQL, and asks whether it is there when that takes long or ends in a way that makes it suspect. */
  async function watched<T>(work: () => Promise<T>, isSuspect: (error: unknown) => boolean): Promise<T> {
    const endTrust = deadline(suspectAfterMs, ask);
    try {
      return await counted(work);
    } catch (error) {
      if (isSuspect(error)) ask();
      throw error;
    } finally {
      endTrust();
    }
  }

  /** Asks whether it is back, a while from now, so that many processes do not ask all at once. */
  function again(): void {
    if (stopped) return;
    timer = setTimeout(
      () => {
        // A failure opens it once more, which leads back here; it is told by the change of state.
        void policy.execute(asked).catch(() => undefined);
      },
      (askEveryMs / 2) * (1 + Math.random()),
    ).unref();
  }

  return {
    get state() {
      return NAMES[policy.state];
    },
    get failure() {
      return lastError();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async admitted(acquire, giveBack) {
      if (policy.state !== CircuitState.Closed) throw unavailable();
      const { promise: away, reject } = Promise.withResolvers<never>();
      waiting.add(reject);
      const lending = acquire();
      try {
        return await Promise.race([lending, away]);
      } catch (error) {
        // Nobody waits for what comes of it now.
        lending.then(giveBack, () => undefined);
        throw error;
      } finally {
        waiting.delete(reject);
      }
    },
    connecting: (connect) => watched(connect, (error) => !isFull(error)),
    running: (work) => watched(work, (error) => isConnectionLost(error) || isTimeout(error)),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
