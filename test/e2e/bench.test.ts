import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROJECT } from '../../src/project.ts';
import { startChild } from '../support/child.ts';

/** Runs the bench as `make bench` does, with few of everything; times never decide here. @returns what it prints */
async function bench(parts: string[], ...args: string[]): Promise<string> {
  const child = startChild('bench/main.ts', {}, [...parts, '--folder', folder, ...args]);
  const code = await child.exited;
  if (code !== 0) throw new Error(child.output);
  return child.output;
}

/** What a part wrote for machines. */
const written = async (part: string) => JSON.parse(await readFile(path.join(folder, `${part}.json`), 'utf8'));

const figure = expect.any(Number);

const OTHERS = ['pg', 'drizzle', 'sapphire'];

let folder: string;
/** Of three parts, one after the other on one server. */
let output: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bench-test-'));
  const few = ['--people=5', '--rounds=1', '--seconds=0.1', '--concurrency=2', '--calls=2', '--scale=0.01'];
  output = await bench(['compare', 'data', 'reminders'], ...few, '--against', PROJECT.root);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every command is measured of each bot, and counted on its way to PostgreSQL', async () => {
  expect(output).toMatch(/^\| \/todo add ≥ 0\.8 of discord\.js \+ pg +\|/m);
  const { machine, result } = await written('compare');
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
  const pairs = [...OTHERS, 'against', 'ours'].flatMap((bot) =>
    commands.map((command) => `${bot}: ${command}`),
  );
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
  expect(Object.keys(result.memory).sort()).toEqual([...OTHERS, 'against', 'ours', 'pong'].sort());
});

test('another checkout takes part under its own name', () => {
  expect(output).toContain(`| Ostinato of ${PROJECT.root} `);
});

test('memory is measured connected, after use, and at rest in many servers', async () => {
  const few = ['--people=5', '--interactions=40', '--guilds=300', '--rest=0.1'];
  expect(await bench(['memory'], ...few)).toMatch(/after 40 interactions \| at rest in 300 servers/);
  const { found } = (await written('memory')).result;
  expect(found.map(({ bot }: { bot: string }) => bot)).toEqual(['pong', ...OTHERS, 'ours']);
  for (const resident of found)
    expect(resident).toMatchObject({ ready: figure, after: figure, inServers: figure });
});

test('the data is measured for each command, and no large table is read from end to end', async () => {
  expect(output).toMatch(/## Data: 1000 playlists, 50000 tracks/);
  expect(output).not.toContain('FAILED');
  const { rows, small, full } = (await written('data')).result;
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
});

test('reminders are measured at Discord’s limit and without, and each is sent once', async () => {
  expect(output).toMatch(/## Reminders: 1000 due in the same minute/);
  expect(output).not.toContain('FAILED');
  const { paced, free } = (await written('reminders')).result;
  expect(paced).toMatchObject({ seen: { refused: 0, twice: 0 }, answers: { p99: figure } });
  expect(paced.seen.busiest).toBeLessThanOrEqual(50);
  expect(paced.recorded + free.recorded).toBe(1_000);
});
