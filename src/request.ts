import { AsyncLocalStorage } from 'node:async_hooks';

/** What is counted while one interaction is handled. */
export interface RequestTally {
  readonly requestId: string;
  statements: number;
  transactions: number;
}

interface Request {
  readonly tally: RequestTally;
  /** The interaction's snowflake, if it is one and may change something; null once it has. */
  unclaimed: string | null;
  /** An earlier delivery of the same interaction has changed something already. */
  repeated: boolean;
}

const current = new AsyncLocalStorage<Request>();

/** Runs a function so that whatever it awaits is counted under this request, an interaction's id. */
export function withRequest<T>(requestId: string, run: (tally: RequestTally) => Promise<T>): Promise<T> {
  const tally = { requestId, statements: 0, transactions: 0 };
  const unclaimed = /^\d{1,20}$/.test(requestId) ? requestId : null;
  return current.run({ tally, unclaimed, repeated: false }, () => run(tally));
}

/** The request being handled, if any. */
export function currentRequest(): RequestTally | undefined {
  return current.getStore()?.tally;
}

/** The interaction that the transaction beginning now must be the only one to carry out; null outside of interactions. */
export function claim(): { interactionId: string; settle(isFirst: boolean): void } | null {
  const request = current.getStore();
  if (!request?.unclaimed) return null;
  return {
    interactionId: request.unclaimed,
    settle: (isFirst) => {
      request.repeated = !isFirst;
    },
  };
}

/** Whether the transaction that just began found its interaction carried out already. */
export function isRepeated(): boolean {
  return current.getStore()?.repeated ?? false;
}

/** The transaction is committed: what the interaction does besides needs no claim. */
export function claimed(): void {
  const request = current.getStore();
  if (request) request.unclaimed = null;
}
