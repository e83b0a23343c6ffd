import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

test('the overhead is measured for each variant, with the statements of the bot itself', async () => {
  const { output, written } = await bench('overhead', '--rounds=1', '--seconds=0.1', '--concurrency=2');
  expect(output).toMatch(/^\| \(c\) ≥ 0\.8 of \(a\) +\|/m);
  const { machine, result } = written;
  expect(machine).toMatchObject({ node: process.version, cores: figure, postgres: { fsync: 'off' } });
  const ids = ['a', 'b-read', 'b-write', 'c', 'c-help', 'd', 'e'];
  expect(result.measured.map(({ variant }: { variant: string }) => variant).sort()).toEqual(ids);
  for (const turn of result.measured) {
    expect(turn).toMatchObject({ round: 1, concurrency: 2, perSecond: figure, p50: figure, p99: figure });
  }
  expect(Object.keys(result.memory)).toEqual(ids);
  expect(result.ratios.map(({ variant, against }: Record<string, string>) => [variant, against])).toEqual([
    ['c', 'a'],
    ['d', 'b-read'],
    ['e', 'b-write'],
  ]);
  // One statement for a read, and what is in one transaction for a write: the plain bot sends just these.
  expect(result.statements.read).toHaveLength(1);
  expect(result.statements.read[0]).toMatchObject({ reads: true });
  expect(result.statements.read[0].bindings).toContainEqual({ is: 'playlist' });
  expect(result.statements.write.at(-1).sql).toContain('insert into tracks');
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
