/** Passes the bot's log lines on to the local Discord's page, beside everything else: it never makes anybody wait. */
export interface PageLog {
  add(line: object): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

const BATCH_LINES = 200;
const BATCH_MS = 50;
const WAITING_LINES = 2_000;
const ANSWER_MS = 2_000;

/**
 * @param url of the local Discord, such as `http://127.0.0.1:3000`
 * @param warn told once when lines cannot be passed on; they are then lost to the page, and to nobody else
 */
export function createPageLog(url: string, warn: (sentence: string) => void): PageLog {
  const waiting: object[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let warned = false;

  function complain(reason: string): void {
    if (!warned) warn(`The page misses lines of the bot's log (${reason}); they are in ./dev-env.sh logs.`);
    warned = true;
  }

  async function send(lines: object[]): Promise<void> {
    try {
      const response = await fetch(`${url}/playground/log`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(lines),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await response.arrayBuffer();
      if (!response.ok) complain(`it was answered ${response.status}`);
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
    }
  }

  async function sendAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) await send(waiting.splice(0, BATCH_LINES));
    sending = undefined;
  }

  function flush(): void {
    sending = sendAll();
  }

  return {
    add(line) {
      waiting.push(line);
      if (waiting.length > WAITING_LINES) {
        waiting.shift();
        complain('too many at once');
      }
      if (!sending) timer ??= setTimeout(flush, BATCH_MS);
    },
    async close() {
      await sending;
      await sendAll();
    },
  };
}
