import { ConfigError } from '../../src/config.ts';
import { type Child, ChildEnded, messageOf, readyOf, stopChild } from './child.ts';

export interface KeptBotOptions {
  /** Starts the process. @throws ConfigError */
  start: () => Child;
  /** Source that changes is run: a bot that ends by itself waits for the next change. */
  restarts: boolean;
  say: (line: string) => void;
}

/** Milliseconds. The bot itself gives running interactions 10 s. */
const DEADLINE = 12_000;

/** The bot's process, and after each change of its source another one. */
export class KeptBot {
  /** Rejects with ChildEnded when the bot ended by itself and nothing will start it again. */
  readonly ended: Promise<never>;
  readonly #options: KeptBotOptions;
  readonly #end: (error: Error) => void;
  /** What runs, or is being started; none once it is being stopped. */
  #child: Child | undefined;
  #changed = new Set<string>();
  #interrupt: () => void = () => undefined;
  #working: Promise<void> | undefined;
  #isStarted = false;
  #isStopping = false;

  constructor(options: KeptBotOptions) {
    this.#options = options;
    const { promise, reject } = Promise.withResolvers<never>();
    this.ended = promise;
    this.#end = reject;
    promise.catch(() => undefined);
  }

  /** Starts it for the first time. @throws ChildEnded, ConfigError */
  async start(): Promise<void> {
    await this.#launch();
    this.#isStarted = true;
    this.#work();
  }

  /** Starts it again: when interactions that run are answered, and at once when it is being started just now. */
  changed(files: readonly string[]): void {
    for (const file of files) this.#changed.add(file);
    if (!this.#isStarted) return;
    this.#interrupt();
    this.#work();
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#interrupt();
    await this.#stopChild();
    await this.#working;
  }

  #work(): void {
    this.#working ??= this.#restartAll().finally(() => (this.#working = undefined));
  }

  async #restartAll(): Promise<void> {
    while (this.#changed.size > 0 && !this.#isStopping) {
      const files = [...this.#changed];
      this.#changed.clear();
      await this.#restart(files);
    }
  }

  async #restart(files: string[]): Promise<void> {
    const { say } = this.#options;
    const startedAt = performance.now();
    const others = files.length > 3 ? ` and ${files.length - 2} more` : '';
    say(`${files.slice(0, others ? 2 : 3).join(', ')}${others} changed: the bot starts again…`);
    await this.#stopChild();
    if (this.#isStopping) return;
    const interrupted = new Promise<'interrupted'>((resolve) => {
      this.#interrupt = () => resolve('interrupted');
    });
    try {
      const how = await Promise.race([this.#launch(), interrupted]);
      if (how === 'ready')
        say(`The bot is back after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
    } catch (error) {
      // That its process ended is said where it is noticed.
      if (error instanceof ConfigError) say(`${error.message}\n${ANEW}`);
      else if (!(error instanceof ChildEnded)) throw error;
    }
  }

  async #launch(): Promise<'ready'> {
    const child = this.#options.start();
    this.#child = child;
    void child.ended.then((code) => this.#onEnded(child, code), this.#end);
    await readyOf(child, messageOf(child, isReady));
    return 'ready';
  }

  #onEnded(child: Child, code: number): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    const error = new ChildEnded(child.name, code);
    if (this.#options.restarts && this.#isStarted) this.#options.say(`${error.message}\n${ANEW}`);
    else this.#end(error);
  }

  async #stopChild(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child) await stopChild(child, DEADLINE);
  }
}

const ANEW = 'It starts again when you save a change.';

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
}
