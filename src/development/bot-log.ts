import { createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { PROJECT } from '../project.ts';

export const BOT_LOG = path.join(PROJECT.state, 'bot.log');

const SHOWN = new Set(['warn', 'error', 'fatal']);

/** The file that keeps every line of the bot's, whole. Starts anew with each `up`. */
export function openBotLog(): WriteStream {
  return createWriteStream(BOT_LOG, { flags: 'w', mode: 0o600 });
}

/** Copies a stream of lines into the log; `show` gets those that a person should see, made short. */
export function follow(source: Readable | null, log: WriteStream, show: (line: string) => void): void {
  if (!source) return;
  createInterface({ input: source }).on('line', (line) => {
    log.write(`${line}\n`);
    const short = shorten(line);
    if (short) show(short);
  });
}

function shorten(line: string): string | undefined {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: string;
      msg?: string;
      err?: { message?: string };
    };
    if (!level || !SHOWN.has(level)) return undefined;
    return `${level}: ${[msg, err?.message].filter(Boolean).join(': ')}`;
  } catch {
    // Half a line of JSON, from a process that was killed while writing it.
    return line;
  }
}
