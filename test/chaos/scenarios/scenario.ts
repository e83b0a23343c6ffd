import type { Entry } from '../support/ledger.ts';
import type { Stage } from '../support/stage.ts';

/** A fault and what is promised for it; docs/reliability.md is written from it. */
export interface Scenario {
  /** Short, unique, for files and tables: `database-killed`. */
  name: string;
  /** A sentence of what happens. */
  fault: string;
  /** A sentence of what holds all the same, beyond what holds for every fault. */
  promise: string;
  /** Why it cannot be tried here, if it cannot. */
  unless?(): string | undefined;
  /** It needs a server on a disk of its own. */
  smallDisk?: boolean;
  /** What of the load tells that the fault was felt; without it nobody needs to notice. */
  readonly feels?: (entry: Entry) => boolean;
  /** How many answers the fault lasts, felt ones where it is felt. */
  lasts: number;
  /** The bot is not the same process afterwards. */
  newBot?: boolean;
  /** Lets it happen while a load runs. @returns what mends it; resolves when it is mended */
  strike(stage: Stage): Promise<() => Promise<void>>;
}

/** A write was not acknowledged, though it was no mistake. */
export const unsaved = ({ thing, outcome }: Entry): boolean =>
  thing !== '' && outcome !== 'acknowledged' && outcome !== 'refused';

/** Nothing was shown for it. */
export const silent = ({ outcome }: Entry): boolean => outcome === 'unknown';
