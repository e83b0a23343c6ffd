import { deadline } from '../deadline.ts';

/** Looks at one thing that the bot needs: null when it is well, else a sentence that says what to do, without secrets. */
export type Check = () => Promise<string | null>;

/** What a check last said. */
export interface CheckReport {
  ok: boolean;
  /** Of the last run, in milliseconds; null before the first has ended. */
  latencyMs: number | null;
  /** Stays when all is well again. */
  lastError: { at: string; message: string } | null;
}

export interface ReadinessReport {
  status: 'ready' | 'not ready' | 'stopping';
  checks: Record<string, CheckReport>;
}

/** Whether the bot can do its work now. */
export interface Readiness {
  /** Never fails, and takes as long as the deadline of the checks at most. */
  report(): Promise<ReadinessReport>;
}

export interface ReadinessOptions {
  checks: Readonly<Record<string, Check>>;
  /** Once it is aborted the bot is not ready, at once and for good. */
  stopping: AbortSignal;
  /** Told of what a check threw, which is a bug: it should have explained it. */
  onFault(name: string, error: unknown): void;
  /** Milliseconds that a check may take. */
  deadlineMs?: number;
  /** Milliseconds for which a report serves everybody who asks. */
  freshMs?: number;
  /** Milliseconds on a clock that nobody sets. */
  readonly now?: () => number;
}

const DEADLINE_MS = 1_000;
const FRESH_MS = 1_000;

export function createReadiness(options: ReadinessOptions): Readiness {
  const { stopping, deadlineMs = DEADLINE_MS, freshMs = FRESH_MS, now = () => performance.now() } = options;
  const checks = Object.entries(options.checks).map(([name, check]) => ({
    name,
    ask: oneAtATime(check),
    last: { ok: false, latencyMs: null, lastError: null } as CheckReport,
  }));
  let asking: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function askOne(check: (typeof checks)[number]): Promise<void> {
    const from = now();
    let message: string | null;
    try {
      message = await inTime(check.ask(), deadlineMs);
    } catch (error) {
      options.onFault(check.name, error);
      message = 'The check threw an error; see the log.';
    }
    check.last = {
      ok: message === null,
      latencyMs: Math.round((now() - from) * 10) / 10,
      lastError: message === null ? check.last.lastError : { at: new Date().toISOString(), message },
    };
  }

  function askAll(): Promise<void> {
    if (asking && now() - askedAt < freshMs) return asking;
    askedAt = now();
    asking = Promise.all(checks.map(askOne)).then(() => undefined);
    return asking;
  }

  return {
    async report() {
      if (!stopping.aborted) await askAll();
      const isReady = checks.every(({ last }) => last.ok);
      return {
        status: stopping.aborted ? 'stopping' : isReady ? 'ready' : 'not ready',
        checks: Object.fromEntries(checks.map(({ name, last }) => [name, last])),
      };
    },
  };
}

/** Whoever asks while an answer is awaited gets the same: what hangs must not hang in numbers. */
function oneAtATime(check: Check): Check {
  let running: Promise<string | null> | undefined;
  return () => (running ??= check().finally(() => (running = undefined)));
}

async function inTime(answer: Promise<string | null>, deadlineMs: number): Promise<string | null> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const cancel = deadline(deadlineMs, () => resolve(`No answer within ${deadlineMs} ms.`));
  return Promise.race([answer, late]).finally(cancel);
}
