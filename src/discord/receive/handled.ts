/** How an interaction ended; what metrics count. `elsewhere`: another process that has it, too, answered. */
export type Outcome = 'ok' | 'refused' | 'storage' | 'fault' | 'unanswered' | 'elsewhere';

/** One handled interaction, for log and metrics. Durations in milliseconds. */
export interface Handled {
  requestId: string;
  kind: 'command' | 'component' | 'form' | 'autocomplete';
  /** `playlist create`, or the component's id. */
  command: string;
  outcome: Outcome;
  durationMs: number;
  statements: number;
  transactions: number;
}

/** What handling one interaction came to. */
export type Ending = Pick<Handled, 'command' | 'outcome'>;
