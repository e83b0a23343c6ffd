import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Config } from '../../src/config.ts';
import { PROJECT } from '../../src/project.ts';

export const BOT_LOG = path.join(PROJECT.state, 'bot.log');

type Level = Config['LOG_LEVEL'];

/** One line of JSON, as the logger writes it. */
interface Line {
  level?: Level;
  msg?: string;
  err?: { message?: string };
  reason?: string;
  requestId?: string;
}

export interface BotLogOptions {
  /** Told what a person should see, made short. */
  show: (line: string) => void;
  /** What a person asked for: lines below it are neither kept nor shown. */
  level: () => Level;
  /** Gets the lines that belong to an interaction, whatever their level. */
  forward?: (line: object) => void;
}

/** The file that keeps what the parts say, whole. Starts anew with each `up`. */
export interface BotLog {
  /** Copies a stream of lines into it. */
  follow(source: Readable | null, options: BotLogOptions): void;
  close(): Promise<void>;
}

const LEVELS: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const SHOWN = LEVELS.indexOf('warn');

/** What Node writes around an error that concerns nobody who mends it. */
const NOISE = /^\s*\^*$|^node:|^\s+triggerUncaughtException\(|^\s+at .*(node:|node_modules)|^Node\.js v/;

export function openBotLog(place = BOT_LOG): BotLog {
  const file = createWriteStream(place, { flags: 'w', mode: 0o600 });

  function take(text: string, { show, level, forward }: BotLogOptions): void {
    const line = parse(text);
    if (line?.requestId !== undefined) forward?.(line);
    const rank = line?.level === undefined ? LEVELS.length : LEVELS.indexOf(line.level);
    if (rank < LEVELS.indexOf(level())) return;
    file.write(`${text}\n`);
    if (line?.level === undefined) {
      if (!NOISE.test(text)) show(text);
    } else if (rank >= SHOWN) {
      show(`${line.level}: ${[line.msg, line.err?.message ?? line.reason].filter(Boolean).join(': ')}`);
    }
  }

  return {
    follow(source, options) {
      if (source) createInterface({ input: source }).on('line', (text) => take(text, options));
    },
    close: () => new Promise((resolve) => file.end(resolve)),
  };
}

function parse(text: string): Line | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    // Half a line, from a process that was killed while writing it.
    return undefined;
  }
}
