import { AsyncLocalStorage } from 'node:async_hooks';
import { UserError } from './errors.ts';

/** What is counted while one interaction is handled. */
export interface RequestTally {
  readonly requestId: string;
  statements: number;
  transactions: number;
}

/** A transaction that must be the only one to carry out its part of an interaction, however often that is delivered. */
export interface Claim {
  /** Snowflake. */
  readonly interactionId: string;
  /** Which transaction of the interaction, from 0. */
  readonly step: number;
  /** Whose interaction it is, by which what is kept of it is found; null when that is not to be kept. */
  userId: string | null;
  /** What the commit keeps for a later delivery, as JSON; null for nothing. */
  result: string | null;
  /** The commit was sent, and the server did not say what became of it. */
  inDoubt: boolean;
}

interface Request {
  readonly tally: RequestTally;
  readonly interactionId: string | null;
  readonly userId: string | null;
  readonly steps: { next: number; open: number; saved: boolean };
  readonly claim: Claim | null;
}

const current = new AsyncLocalStorage<Request>();

/**
 * Runs a function so that whatever it awaits is counted under this request, an interaction's id.
 * @param userId whose interaction it is
 */
export function withRequest<T>(
  requestId: string,
  run: (tally: RequestTally) => Promise<T>,
  userId: string | null = null,
): Promise<T> {
  const tally = { requestId, statements: 0, transactions: 0 };
  // Anything else, such as a job's name, is counted and claims nothing.
  const interactionId = /^\d{1,20}$/.test(requestId) ? requestId : null;
  const steps = { next: 0, open: 0, saved: false };
  return current.run({ tally, interactionId, userId, steps, claim: null }, () => run(tally));
}

/** The request being handled, if any. */
export function currentRequest(): RequestTally | undefined {
  return current.getStore()?.tally;
}

/** Runs a function whose transaction claims the interaction's next step; null outside of interactions. */
export async function withClaim<T>(run: (claim: Claim | null) => Promise<T>): Promise<T> {
  const request = current.getStore();
  if (!request?.interactionId) return run(null);
  const { interactionId, userId, steps } = request;
  const claim = { interactionId, step: steps.next, userId, result: null, inDoubt: false };
  steps.next += 1;
  steps.open = claim.step;
  try {
    const result = await current.run({ ...request, claim }, () => run(claim));
    steps.saved = true;
    steps.open += 1;
    return result;
  } catch (error) {
    // Refused is done with; anything else stays open.
    if (error instanceof UserError) steps.open += 1;
    throw error;
  }
}

/** What the interaction being handled has not come to an end with: its first step that is neither saved nor refused. */
export function openStep(): (Pick<Claim, 'interactionId' | 'step' | 'userId'> & { saved: boolean }) | null {
  const request = current.getStore();
  if (!request?.interactionId) return null;
  const { open, saved } = request.steps;
  return { interactionId: request.interactionId, step: open, userId: request.userId, saved };
}

/** What the transaction that commits now claims, if anything. */
export function currentClaim(): Claim | null {
  return current.getStore()?.claim ?? null;
}

/** Keeps what the transaction comes to without whose it is. */
export function withoutCaller(): void {
  const claim = currentClaim();
  if (claim) claim.userId = null;
}
