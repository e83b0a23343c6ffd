import type { Config } from '../../src/config.ts';
import type { ReadinessReport } from '../../src/health/readiness.ts';

/** What the bot that runs says of itself, for people. */
export interface BotHealth {
  /** `ready`, `not ready` or `stopping`, with its version. */
  state: string;
  /** A line for each check that fails. */
  problems: string[];
  pool: string;
}

/** Milliseconds for each answer: the checks themselves take one second at most. */
const ANSWER_MS = 2_500;

/** Asks the bot on HEALTH_PORT; undefined when none answers there. */
export async function askHealth({ HEALTH_HOST, HEALTH_PORT }: Config): Promise<BotHealth | undefined> {
  if (HEALTH_PORT === 0) return undefined;
  const base = `http://${reachable(HEALTH_HOST)}:${HEALTH_PORT}`;
  const ask = async (path: string) =>
    (await fetch(base + path, { signal: AbortSignal.timeout(ANSWER_MS) })).text();
  try {
    const { version } = JSON.parse(await ask('/livez')) as { version?: string };
    const { status, checks } = JSON.parse(await ask('/readyz')) as ReadinessReport;
    return {
      state: `${status} (version ${version})`,
      problems: Object.entries(checks)
        .filter(([, { ok }]) => !ok)
        .map(([name, { lastError }]) => `${name}: ${lastError?.message ?? 'not asked yet'}`),
      pool: poolIn(await ask('/metrics')),
    };
  } catch {
    // Nobody is there, or somebody who is not our bot.
    return undefined;
  }
}

/** Where a server that listens on every address can be met. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function poolIn(metrics: string): string {
  const value = (name: string) => {
    const line = metrics.split('\n').find((one) => one.startsWith(`ostinato_pool_${name} `));
    return line?.slice(line.lastIndexOf(' ') + 1) ?? '?';
  };
  const used = value('connections{state="used"}');
  const idle = value('connections{state="idle"}');
  return `${used} in use, ${idle} idle, ${value('waiting')} waiting, ${value('max_connections')} at most`;
}
