import type { Config } from '../../../src/config.ts';
import type { Logger } from '../../../src/logger.ts';
import type { Provider } from '../../../src/database/providers/provider.ts';

/** What a verb of the command line works with. */
export interface Context {
  config: Config;
  provider: Provider;
  /** Why this provider, for people. */
  why: string;
  log: Logger;
  /** What follows the verb. */
  args: readonly string[];
  /** The name of a database that may be changed although it is external or in production: the variable I_KNOW. */
  iKnow: string | undefined;
  /** The terminal's environment, for programs that are started in it. */
  env: Readonly<Record<string, string | undefined>>;
  /** Prints a line for people. */
  readonly say: (line: string) => void;
}

/** The person asked for something that is refused or makes no sense; the message is a sentence that says why. */
export class VerbError extends Error {
  override name = 'VerbError';
}
