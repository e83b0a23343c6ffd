import { AsyncLocalStorage } from 'node:async_hooks';

/** What is counted while one interaction is handled; it only observes and never decides anything. */
export interface RequestTally {
  readonly requestId: string;
  statements: number;
  transactions: number;
}

const current = new AsyncLocalStorage<RequestTally>();

/** Runs a function so that whatever it awaits is counted under this request. */
export function withRequest<T>(requestId: string, run: (tally: RequestTally) => Promise<T>): Promise<T> {
  const tally = { requestId, statements: 0, transactions: 0 };
  return current.run(tally, () => run(tally));
}

/** The request being handled, if any. */
export function currentRequest(): RequestTally | undefined {
  return current.getStore();
}
