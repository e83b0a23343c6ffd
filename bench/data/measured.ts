import type { Size } from './ids.ts';
import type { Explained } from '../sql/explained.ts';

/** One call, times in milliseconds. */
export interface Call {
  /** From the event to the reply, as a person waits for it; null where nobody does. */
  client: number | null;
  /** Of all its statements, in the database. */
  database: number;
  statements: Explained[];
}

/** All calls of one kind. */
export interface Watched {
  kind: string;
  calls: Call[];
}

/** What was found at one size. */
export interface Measured {
  size: Size;
  tracks: number;
  todos: number;
  /** Tables that grow with use, and have. A sequential scan of another one is the right plan. */
  large: string[];
  watched: Watched[];
}
