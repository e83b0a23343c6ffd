import { statSync, writeFileSync } from 'node:fs';
import { startChild } from '../../support/child.ts';
import { until } from '../../support/until.ts';
import { isSaved, readLedger, type Entry } from './ledger.ts';

/** Milliseconds that the load may take for what is asked of it: a fault makes everything slow. */
const PATIENCE_MS = 200_000;

/** People at work in another process. */
export interface Load {
  entries(): Entry[];
  /** Waits until so many writes that were acknowledged after a moment (milliseconds since 1970) are in the ledger. */
  saved(count: number, since?: number): Promise<void>;
  /** Waits until so many things that were asked after a moment are answered, one way or the other. */
  answered(count: number, since: number, which?: (entry: Entry) => boolean): Promise<void>;
  /** Lets everybody finish; the ledger is complete then. */
  stop(): Promise<Entry[]>;
  kill(): Promise<void>;
}

/** Starts it. @param tag begins everything that it makes; @param pauseMs between two acts of one person */
export function startLoad(url: string, ledger: string, tag: string, pauseMs: number): Load {
  writeFileSync(ledger, '');
  const child = startChild('test/chaos/support/load-process.ts', {}, [url, ledger, tag, String(pauseMs)]);
  let known: Entry[] = [];
  let size = 0;
  function entries(): Entry[] {
    // It is asked for often, and grows at times.
    const now = statSync(ledger).size;
    if (now !== size) known = readLedger(ledger);
    size = now;
    return known;
  }
  async function count(what: string, wanted: number, which: (entry: Entry) => boolean): Promise<void> {
    let ended: number | string | undefined;
    void child.exited.then((code) => (ended = code));
    await until(
      `${wanted} ${what}`,
      () => {
        if (ended !== undefined) throw new Error(`The load ended with ${ended}:\n${child.output}`);
        return entries().filter(which).length >= wanted;
      },
      PATIENCE_MS,
    );
  }
  return {
    entries,
    saved: (wanted, since = 0) =>
      count('acknowledged writes', wanted, (entry) => isSaved(entry) && entry.answeredAt > since),
    answered: (wanted, since, which = () => true) =>
      count('answers', wanted, (entry) => entry.askedAt > since && which(entry)),
    async stop() {
      child.process.send('stop');
      const code = await child.exited;
      if (code !== 0) throw new Error(`The load ended with ${code}:\n${child.output}`);
      return entries();
    },
    async kill() {
      await child.stop('SIGKILL');
    },
  };
}
