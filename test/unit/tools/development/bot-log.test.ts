import { expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { openBotLog } from '../../../../tools/development/bot-log.ts';

test('a warning takes one line in the terminal, with its reason; the file has the whole line', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bot-log-'));
  const place = path.join(folder, 'bot.log');
  const log = openBotLog(place);
  const source = new PassThrough();
  const shown: string[] = [];
  log.follow(source, { show: (line) => shown.push(line), level: () => 'info' });
  const lines = [
    '{"level":"warn","reason":"ECONNREFUSED","msg":"job queues paused: storage unavailable"}',
    '{"level":"error","err":{"message":"boom"},"msg":"job failed"}',
    '{"level":"info","reason":"SIGTERM","msg":"stopping"}',
  ];
  source.end(`${lines.join('\n')}\n`);
  await finished(source);
  await log.close();
  expect(shown).toEqual([
    'warn: job queues paused: storage unavailable: ECONNREFUSED',
    'error: job failed: boom',
  ]);
  await expect(readFile(place, 'utf8')).resolves.toBe(`${lines.join('\n')}\n`);
  await rm(folder, { recursive: true });
});
