import type { QueueOptions } from 'pg-boss';
import { z } from 'zod';

/** How a queue treats its jobs, in pg-boss's words; times in seconds. */
export type Policy = Required<
  Pick<QueueOptions, 'retryLimit' | 'retryDelay' | 'retryDelayMax' | 'expireInSeconds' | 'retentionSeconds'>
>;

/** A queue as `declareQueue` made it: read by what makes it in the database, by what writes its jobs and by its worker. */
export interface Queue<Data extends object = object> {
  readonly name: string;
  /** What a job of it carries: ids, and nothing about people. A job that does not fit is given up at once. */
  readonly payload: z.ZodType<Data>;
  /** The property of the payload of which one living job is enough, however many are asked for; null where each counts. */
  readonly once: string | null;
  readonly policy: Policy;
}

/**
 * Declares a queue. It is made in the database by the next migration (`prepareQueues`), together with the one that
 * keeps what is given up.
 */
export function declareQueue<Shape extends z.ZodRawShape>(
  name: string,
  { payload, once = null, policy }: { payload: Shape; once?: (keyof Shape & string) | null; policy: Policy },
): Queue<z.output<z.ZodObject<Shape>>> {
  return { name, payload: z.object(payload), once, policy };
}

/** Where the jobs of a queue go that will not be tried again. */
export const DEAD = (queue: string) => `${queue}_dead`;
