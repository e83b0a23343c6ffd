/** Whose clock and language a date is read by. */
export interface DueOptions {
  now: Date;
  /** IANA name. */
  timeZone: string;
  /** One of Discord's locale codes; English is understood in each. */
  locale: string;
}

/**
 * What a text says about when something is due. `past`: it has gone by. `ambiguous`: there are several such instants,
 * such as the doubled hour in autumn; all are ahead. `tooFar`: more than `DUE_MAX_YEARS` ahead.
 */
export type DueRead =
  | { kind: 'due'; at: Date; zone: string; allDay: boolean }
  | { kind: 'past'; at: Date }
  | { kind: 'ambiguous'; choices: readonly { at: Date; allDay: boolean }[] }
  | { kind: 'tooFar' }
  | { kind: 'unreadable' };

/** A due date that can be offered; `readDue` reads the text as that instant. */
export interface DueSuggestion {
  text: string;
  at: Date;
  allDay: boolean;
}

export function readDue(text: string, options: DueOptions): DueRead {
  void text;
  void options;
  return { kind: 'unreadable' };
}

export function suggestDue(typed: string, options: DueOptions): readonly DueSuggestion[] {
  void typed;
  void options;
  return [];
}
