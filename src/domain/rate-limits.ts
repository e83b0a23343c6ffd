/** How often one person may use one thing: so many times within so many seconds of the first. */
export interface RateLimit {
  readonly times: number;
  readonly seconds: number;
  /** Every use counts over all processes at once, also that of somebody who is far from the limit. */
  readonly strict?: boolean;
}

export type Cost = 'usual' | 'expensive' | 'heavy' | 'press' | 'typing';

/** What something costs, and so how often one person may have it. Nobody who types by hand meets `usual`. */
export const RATE_LIMITS: Readonly<Record<Cost, RateLimit>> = {
  usual: { times: 30, seconds: 60 },
  /** Reads or writes much, or asks others: import, export, search. */
  expensive: { times: 10, seconds: 60, strict: true },
  /** Reads all that there is of a person. */
  heavy: { times: 5, seconds: 600, strict: true },
  /** The buttons of a command; turning pages is quick. */
  press: { times: 120, seconds: 60 },
  /** Choices that are asked for while somebody types. */
  typing: { times: 300, seconds: 60 },
};
