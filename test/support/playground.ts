import { startChild, type Child } from './child.ts';

/** Milliseconds. How fast this machine is decides nothing: only what is never answered fails. */
export const PATIENCE_MS = 30_000;

/** The local Discord as a process of its own. */
export interface PlaygroundProcess {
  child: Child;
  /** Such as `http://127.0.0.1:3000`. */
  url: string;
}

/**
 * Starts it on a free port unless told, with more patience than Discord has.
 * @param env `PLAYGROUND_FIRST_RESPONSE_MS: ''` waits for three seconds, as Discord does
 */
export async function startPlayground(env: Record<string, string> = {}): Promise<PlaygroundProcess> {
  const child = startChild('playground/main.ts', {
    PLAYGROUND_PORT: '0',
    PLAYGROUND_FIRST_RESPONSE_MS: String(PATIENCE_MS),
    ...env,
  });
  const [, url = ''] = await child.line(/"url":"([^"]+)"/);
  return { child, url };
}
