import type { LogLine } from '../protocol.ts';

/** The bot's log lines, by interaction. */
export interface LogStore {
  add(line: LogLine): void;
  /** The last of an interaction, oldest first. */
  of(requestId: string): LogLine[];
}

const LINES_MAX = 50;
const INTERACTIONS_MAX = 500;

/** An empty store; `added` is called for each line. */
export function createLogs(added: (line: LogLine) => void): LogStore {
  const byRequest = new Map<string, LogLine[]>();
  return {
    add(line) {
      const lines = byRequest.get(line.requestId) ?? [];
      byRequest.set(line.requestId, [...lines, line].slice(-LINES_MAX));
      const [oldest] = byRequest.keys();
      if (byRequest.size > INTERACTIONS_MAX && oldest !== undefined) byRequest.delete(oldest);
      added(line);
    },
    of: (requestId) => byRequest.get(requestId) ?? [],
  };
}
