import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROJECT } from '../../src/project.ts';
import { startChild } from '../support/child.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bench-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the bench as `make bench` does, with few of everything; times never decide here. */
async function bench(part: string, ...args: string[]) {
  const child = startChild('bench/main.ts', {}, [part, '--folder', folder, ...args]);
  const code = await child.exited;
  if (code !== 0) throw new Error(child.output);
  const file = await readFile(path.join(folder, `${part}.json`), 'utf8');
  return { output: child.output, written: JSON.parse(file) };
}

const figure = expect.any(Number);

const OTHERS = ['pg', 'drizzle', 'sapphire'];
const FEW = ['--people', '5', '--bots', 'pong,pg,drizzle,sapphire,ours'];

test('every command is measured of each bot, and counted on its way to PostgreSQL', async () => {
  const few = ['--rounds=1', '--seconds=0.1', '--concurrency=2', '--calls=5'];
  const { output, written } = await bench('compare', ...FEW, ...few);
  expect(output).toMatch(/^\| \/todo add ≥ 0\.8 of discord\.js \+ pg +\|/m);
  const { machine, result } = written;
  expect(machine).toMatchObject({ node: process.version, cores: figure, postgres: { fsync: 'off' } });
  const commands = [
    'todo add',
    'todo add with a date',
    'todo done',
    'todo list',
    'playlist add',
    'playlist show',
    'help',
    'about',
  ];
  const pairs = [...OTHERS, 'ours'].flatMap((bot) => commands.map((command) => `${bot}: ${command}`));
  const named = (all: { bot: string; command: string }[]) =>
    all.map(({ bot, command }) => `${bot}: ${command}`).sort();
  expect(named(result.measured)).toEqual([...pairs, 'pong: pong'].sort());
  expect(named(result.wire)).toEqual(pairs.toSorted());
  expect(named(result.ratios)).toEqual(pairs.toSorted());
  for (const turn of result.measured) {
    expect(turn).toMatchObject({ round: 1, concurrency: 2, perSecond: figure, p50: figure, p99: figure });
    expect(turn).toMatchObject({ botMicros: figure, databaseMicros: figure, collectionMicros: figure });
  }
  // The bot that is the measure of the others asks once for each command, and for nothing where nothing is stored.
  const asked = result.wire.filter(({ bot }: { bot: string }) => bot === 'pg');
  for (const { command, roundTrips, statements } of asked)
    expect([command, roundTrips, statements]).toEqual([command, ...(command === 'help' ? [0, 0] : [1, 1])]);
  expect(Object.keys(result.memory).sort()).toEqual([...OTHERS, 'ours', 'pong'].sort());
}, 300_000);

test('another checkout takes part under its own name', async () => {
  const few = ['--rounds=1', '--seconds=0.1', '--concurrency=1', '--calls=2', '--people=2'];
  const { output, written } = await bench(
    'compare',
    ...few,
    '--bots=against,ours',
    '--commands=todo add',
    '--against',
    PROJECT.root,
  );
  expect(output).toContain(`| Ostinato of ${PROJECT.root} `);
  const bots = written.result.measured.map(({ bot }: { bot: string }) => bot);
  expect(bots.sort()).toEqual(['against', 'ours']);
}, 300_000);

test('memory is measured connected, after use, and at rest in many servers', async () => {
  const { output, written } = await bench('memory', ...FEW, '--interactions', '40', '--guilds', '300');
  expect(output).toMatch(/after 40 interactions \| at rest in 300 servers/);
  const { found } = written.result;
  expect(found.map(({ bot }: { bot: string }) => bot)).toEqual(['pong', ...OTHERS, 'ours']);
  for (const resident of found)
    expect(resident).toMatchObject({ ready: figure, after: figure, inServers: figure });
}, 300_000);

test('the data is measured for each command, and no large table is read from end to end', async () => {
  const { output, written } = await bench('data', '--scale', '0.01', '--calls', '2');
  expect(output).toMatch(/## Data: 1000 playlists, 50000 tracks/);
  expect(output).not.toContain('FAILED');
  const { rows, small, full } = written.result;
  expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining([
      'autocomplete',
      'search: rare word',
      'remove',
      'todo list: open',
      'todo autocomplete: lists',
      'todo done',
      'reminders: claimed',
    ]),
  );
  for (const row of rows) {
    // Nobody waits for a reminder as for an answer.
    const clientP99 = row.kind.startsWith('reminders: ') ? null : figure;
    expect(row).toMatchObject({ p50: figure, p99: figure, clientP99, scanned: [] });
    expect(row.plan).toMatch(/\(cost=.*\(actual /);
    expect(row.statements).toBeGreaterThan(0);
  }
  expect([small.size.playlists, full.size.playlists]).toEqual([100, 1_000]);
}, 300_000);

test('reminders are measured at Discord’s limit and without, and each is sent once', async () => {
  const { output, written } = await bench('reminders', '--scale', '0.002', '--seconds', '0.2');
  expect(output).toMatch(/## Reminders: 200 due in the same minute/);
  expect(output).not.toContain('FAILED');
  const { paced, free } = written.result;
  expect(paced).toMatchObject({ seen: { refused: 0, twice: 0 }, answers: { p99: figure } });
  expect(paced.seen.busiest).toBeLessThanOrEqual(50);
  expect(paced.recorded + free.recorded).toBe(200);
}, 300_000);
