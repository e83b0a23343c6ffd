import type { Size } from './ids.ts';
import type { Watched } from './watch.ts';

/** What was found at one size. */
export interface Measured {
  size: Size;
  tracks: number;
  todos: number;
  /** Tables that grow with use, and have. A sequential scan of another one is the right plan. */
  large: string[];
  watched: Watched[];
}
