import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ConfigError } from '../../../../src/config.ts';
import { type Child, startChild } from '../../../../tools/development/child.ts';
import { KeptBot } from '../../../../tools/development/kept-bot.ts';
import { runs } from '../../../support/processes.ts';
import { until } from '../../../support/until.ts';

const STAYS = 'setInterval(() => undefined, 1_000); process.on("disconnect", () => process.exit());';
const READY = `${STAYS} process.send({ ready: true });`;
const FAILS = 'process.exitCode = 3;';

let folder: string;
let bot: KeptBot;
let started: Child[];
let said: string;
let isWrong = false;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ostinato-kept-'));
  started = [];
  said = '';
});
afterEach(async () => {
  await bot.stop();
  expect(started.filter(({ process: { pid } }) => pid !== undefined && runs(pid))).toEqual([]);
  await rm(folder, { recursive: true });
});

const becomes = (source: string) => writeFile(path.join(folder, 'bot.mjs'), source);

async function keep(source: string, restarts = true): Promise<void> {
  await becomes(source);
  bot = new KeptBot({
    start() {
      if (isWrong) throw new ConfigError('LOG_LEVEL must be one of …');
      const child = startChild('bot', 'bot.mjs', { PATH: process.env['PATH'] }, folder);
      started.push(child);
      return child;
    },
    restarts,
    say: (line) => (said += `${line}\n`),
  });
  await bot.start();
}

const says = (text: string) => until(`it says ${text}`, () => said.includes(text));

test('a bot that does not become ready is stopped by the next change', async () => {
  await keep(READY);
  await becomes(STAYS);
  bot.changed(['a.ts']);
  await until('it is being started', () => started.length === 2);
  await becomes(READY);
  bot.changed(['b.ts', 'c.ts', 'd.ts', 'e.ts']);
  await says('The bot is back');
  expect(said).toMatch(/^a\.ts changed: .*\nb\.ts, c\.ts and 2 more changed: /);
  expect(started).toHaveLength(3);
});

test('one that fails, also long after its start, waits for the next change', async () => {
  await keep(READY);
  await becomes(FAILS);
  bot.changed(['a.ts']);
  await says('The bot ended with code 3; what it said is above');
  await becomes(READY);
  bot.changed(['a.ts']);
  await says('The bot is back');
  said = '';
  started.at(-1)?.process.kill('SIGKILL');
  await says('It starts again when you save a change.');
  bot.changed(['a.ts']);
  await says('The bot is back');
});

test('a configuration that is wrong is said, and mended', async () => {
  await keep(READY);
  isWrong = true;
  bot.changed(['.env']);
  await says('LOG_LEVEL must be one of …\nIt starts again when you save a change.');
  isWrong = false;
  bot.changed(['.env']);
  await says('The bot is back');
});

test('nothing is started once it is stopped', async () => {
  await keep(READY);
  bot.changed(['a.ts']);
  await bot.stop();
  bot.changed(['b.ts']);
  expect(started).toHaveLength(1);
});

test('without restarts its end is everybody’s', async () => {
  await keep(READY, false);
  started.at(-1)?.process.kill('SIGKILL');
  await expect(bot.ended).rejects.toMatchObject({ name: 'ChildEnded', code: 1 });
});

test('one that fails at the very start is not kept', async () => {
  await expect(keep(FAILS)).rejects.toMatchObject({ name: 'ChildEnded', code: 3 });
});
