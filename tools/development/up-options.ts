import type { Config } from '../../src/config.ts';
import type { Logger } from '../../src/logger.ts';

/** What `up` needs to know. */
export interface UpOptions {
  config: Config;
  /** The environment, with what .env says at the moment of the call. */
  readonly environment: () => NodeJS.ProcessEnv;
  log: Logger;
  readonly say: (line: string) => void;
  /** Once it is aborted nothing more is started. */
  signal: AbortSignal;
}

/** How to end what was started, in the order in which it must end. */
export type Ends = (() => unknown)[];
