import { BulkheadRejectedError, TimeoutStrategy, bulkhead, timeout, wrap } from 'cockatiel';
import { Tinypool } from 'tinypool';
import { UserError } from '../errors.ts';
import type { Readers, SentFile } from './readers.ts';
import type { Outcome } from './worker.ts';

/** Reads files that people send; see `READERS` for what can be read and what it takes. */
export interface FileReader {
  /**
   * @throws UserError of the reader itself; `files.tooSlow`, `files.tooComplex` or `files.busy` when the file is not
   *   read within the deadline, within the memory, or because too many others wait
   */
  readonly read: <Kind extends keyof Readers>(
    kind: Kind,
    ...given: Parameters<Readers[Kind]>
  ) => Promise<ReturnType<Readers[Kind]>>;
  /** Ends the workers; what they read is given up. */
  stop(): Promise<void>;
}

/** What reading may take. */
export interface ReadingLimits {
  /** Files that are read at the same time. */
  threads: number;
  /** Files that wait for them; one more is refused. */
  queue: number;
  /** From when it is a file's turn. The largest takes a fraction of a second; a busy machine must not refuse it. */
  deadlineMs: number;
  memoryMb: number;
}

const LIMITS: ReadingLimits = { threads: 2, queue: 50, deadlineMs: 15_000, memoryMb: 192 };
/** A worker that has nothing to do for so long ends, and gives its memory back. */
const IDLE_MS = 60_000;

/** @param worker the module that reads, with a function `read` as `worker.ts` has it */
export function createFileReader(
  limits: Partial<ReadingLimits> = {},
  worker: URL = new URL('worker.ts', import.meta.url),
): FileReader {
  const { threads, queue, deadlineMs, memoryMb } = { ...LIMITS, ...limits };
  const pool = new Tinypool({
    filename: worker.href,
    name: 'read',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  // The deadline begins when a file leaves the queue: nobody's is refused because of one before it.
  const policy = wrap(bulkhead(threads, queue), timeout(deadlineMs, TimeoutStrategy.Cooperative));

  return {
    async read(kind, ...given) {
      const [{ name }] = given as [SentFile];
      const outcome = await policy
        .execute(({ signal }) => pool.run([kind, ...given], { signal }) as Promise<Outcome>)
        .catch((error: unknown) => {
          const key = refusalOf(error);
          throw key ? new UserError(key, { name }, { cause: error }) : error;
        });
      if ('refused' in outcome) throw new UserError(outcome.refused.key, { name, ...outcome.refused.params });
      return outcome.value as ReturnType<Readers[typeof kind]>;
    },
    stop: () => pool.destroy(),
  };
}

function refusalOf(error: unknown): string | null {
  if (error instanceof BulkheadRejectedError) return 'files.busy';
  if (error instanceof Error && error.name === 'AbortError') return 'files.tooSlow';
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'files.tooComplex' : null;
}
