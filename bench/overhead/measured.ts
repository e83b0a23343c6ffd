import type { Turn } from '../discord/load.ts';
import type { Variant } from './variants.ts';

/** One turn of one variant. */
export interface Measured extends Turn {
  variant: Variant['id'];
  concurrency: number;
  round: number;
  /** Microseconds of processor that the bot used for each interaction: what neighbours disturb least. */
  processorMicros: number;
}
