/** What a column holds, and what becomes of it when the person whom it is about is erased. */
export interface Held {
  readonly is: 'key' | 'internal' | 'fact' | 'text' | 'theirs' | 'owner' | 'named';
  /** What members call it, where docs/privacy.md lists it; null for what they would never ask for. */
  readonly words: string | null;
  /** What may still name the person, or have their words in it, after they were erased, and why. */
  readonly kept?: string;
  /** It is emptied where somebody in its row is forgotten. */
  readonly clears?: true;
  /** It concerns nobody but the person whom the row is about (`theirs`). */
  readonly confided?: true;
}

/** An id by which rows refer to each other, and to what is not a person. Exported, so that files fit together. */
export const key: Held = { is: 'key', words: null };

/** What the bot needs for its work and says nothing of a person. Not exported. */
export const internal: Held = { is: 'internal', words: null };

/** What is so: a choice, a time, a number. Exported; goes or stays with its row. */
export const fact = (words: string): Held => ({ is: 'fact', words });

/** What somebody wrote. Exported; goes or stays with its row. */
export const text = (words: string): Held => ({ is: 'text', words });

/** The person whom the row is about: it goes with them. */
export const theirs = (words: string): Held => ({ is: 'theirs', words });

/** The person whose own the row is, and goes with them; what is a server's (`guild_id`) stays without its maker. */
export const owner = (words: string): Held => ({ is: 'owner', words });

/** Somebody who did something, or is to: forgotten there, while the row stays. */
export const named = (words: string): Held => ({ is: 'named', words });

/** The same column, in which the person may be named after they were erased: in words, what stays and why. */
export const keeping = (held: Held, what: string): Held => ({ ...held, kept: what });

/** The same column, emptied when somebody in its row is forgotten. */
export const clearing = (held: Held): Held => ({ ...held, clears: true });

/** The same column, which is exported to nobody but the person whom the row is about. */
export const confided = (held: Held): Held => ({ ...held, confided: true });

/** When rows go by themselves. */
export interface Stay {
  /** In words, and as PostgreSQL reads an interval. */
  readonly for: string;
  /** The column with the time from which that counts. */
  readonly since: string;
  /** SQL for a time as that column has it, where it is no timestamp. */
  readonly as?: (time: string) => string;
  /** SQL: which rows alone go. */
  readonly only?: string;
  /** Rows of one transaction of the purge, where a row takes many others with it. */
  readonly batch?: number;
}

/** What is so of all rows of a table. */
export interface About {
  /** The file of an export, which is also what a locale names it by; without one, `unexported` says why. */
  readonly file?: string;
  readonly unexported?: string;
  /** What tells rows apart, and in which order they are locked; `id` when left out. */
  readonly by?: string;
  /** The column that says what the row is on, and the table of that: it goes with it. */
  readonly on?: readonly [column: string, table: string];
  readonly stay?: Stay;
  /** SQL: whether the person `:userId`, whom a row names and whose it is not, may read its texts; always, where it is left out. */
  readonly readable?: string;
  /** In words, which rows stay when somebody in them is forgotten. */
  readonly without?: string;
}
