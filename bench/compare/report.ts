import { percentile, short, spread, withRange, type Spread } from '../numbers.ts';
import { table } from '../report/table.ts';
import type { PartReport } from '../run.ts';
import { GOALS, NOTES } from './notes.ts';
import type { BotId, Contestant } from './contestants.ts';
import { COMMANDS, type CommandName } from './loads.ts';
import type { Measured, Memory } from './rounds.ts';
import type { OnTheWire } from './wire.ts';

/** How a bot's throughput compares with that of discord.js + pg, round by round. */
export interface Ratio extends Spread {
  bot: BotId;
  command: CommandName;
  concurrency: number;
}

interface Found {
  measured: Measured[];
  memory: Memory;
  wire: OnTheWire[];
}

const BASE: BotId = 'pg';

/** The tables of part *compare*. A goal that is missed is shown, and is no failure: machines differ. */
export function reportComparison(
  contestants: readonly Contestant[],
  found: Found,
  concurrency: readonly number[],
): PartReport {
  const { measured, memory, wire } = found;
  const nameOf = (bot: BotId) => contestants.find(({ id }) => id === bot)?.what ?? bot;
  const ratios = ratiosOf(measured);
  const costs = (['pong', ...COMMANDS] as const).flatMap((command) => {
    const rows = concurrency.flatMap((at) =>
      contestants.flatMap(({ id, what }) => {
        const turns = measured.filter(
          (turn) => turn.bot === id && turn.command === command && turn.concurrency === at,
        );
        const ratio = ratios.find(
          (one) => one.bot === id && one.command === command && one.concurrency === at,
        );
        return turns.length > 0 ? [costRow(what, at, turns, ratio)] : [];
      }),
    );
    const title = command === 'pong' ? 'discord.js alone: “pong”' : `/${command}`;
    return rows.length > 0 ? [`### ${title}\n\n${table(COSTS, rows)}`] : [];
  });
  const passed = table(
    ['one interaction at a time', 'bot', 'round trips', 'statements', 'bytes sent', 'received'],
    wire.map((one) => [
      `/${one.command}`,
      nameOf(one.bot),
      ...[one.roundTrips, one.statements, one.sent, one.received].map(short),
    ]),
  );
  const resident = table(
    ['resident memory, MiB', 'ready', 'at the end'],
    contestants.map(({ id, what }) => [what, String(memory[id]?.ready), String(memory[id]?.after)]),
  );
  const goals = table(
    ['goal', ...concurrency.map((at) => `${at} under way`)],
    GOALS.map(({ command, atLeast }) => [
      `/${command} ≥ ${atLeast} of ${nameOf(BASE)}`,
      ...concurrency.map((at) => {
        const ratio = ratios.find(
          (one) => one.bot === 'ours' && one.command === command && one.concurrency === at,
        );
        return ratio ? `${ratio.median.toFixed(2)} ${ratio.median >= atLeast ? 'met' : 'MISSED'}` : '–';
      }),
    ]),
  );
  return {
    text: ['## Compare', ...costs, passed, resident, goals, NOTES].join('\n\n'),
    result: { ...found, ratios },
    failures: [],
  };
}

const COSTS = [
  'bot',
  'under way',
  '/s',
  'min..max',
  'of pg',
  'p50 ms',
  'p99 ms',
  'bot µs',
  'PostgreSQL µs',
  'GC µs',
  'WAL bytes',
];

function costRow(what: string, at: number, turns: readonly Measured[], ratio: Ratio | undefined): string[] {
  const median = (key: 'p50' | 'p99' | 'botMicros' | 'databaseMicros' | 'collectionMicros' | 'wal') =>
    short(
      percentile(
        turns.map((turn) => turn[key]),
        0.5,
      ),
    );
  const rate = spread(turns.map(({ perSecond }) => perSecond));
  return [
    what,
    String(at),
    short(rate.median),
    `${short(rate.min)}..${short(rate.max)}`,
    ratio ? withRange(ratio) : '–',
    median('p50'),
    median('p99'),
    median('botMicros'),
    median('databaseMicros'),
    median('collectionMicros'),
    median('wal'),
  ];
}

function ratiosOf(measured: readonly Measured[]): Ratio[] {
  const keyOf = ({ bot, command, concurrency }: Measured) => [bot, command, concurrency].join();
  return [...Map.groupBy(measured, keyOf).values()].flatMap((turns) => {
    const [{ bot, command, concurrency } = { bot: BASE, command: 'pong' as const, concurrency: 0 }] = turns;
    const pairs = turns.flatMap((turn) => {
      const base = measured.find(
        (one) =>
          one.bot === BASE &&
          one.command === command &&
          one.concurrency === concurrency &&
          one.round === turn.round,
      );
      return base ? [turn.perSecond / base.perSecond] : [];
    });
    return command !== 'pong' && pairs.length > 0 ? [{ bot, command, concurrency, ...spread(pairs) }] : [];
  });
}
