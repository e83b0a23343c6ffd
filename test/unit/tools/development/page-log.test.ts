import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { createPageLog } from '../../../../tools/development/page-log.ts';
import { until } from '../../../support/until.ts';

let server: Server | undefined;
const got: unknown[][] = [];
const warnings: string[] = [];
const warn = (sentence: string) => void warnings.push(sentence);

/** A local Discord that takes lines, or answers with another status. */
async function listen(status: number): Promise<string> {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    got.push(JSON.parse(await text(request)));
    response.writeHead(status).end('{}');
  };
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  got.length = 0;
  warnings.length = 0;
});

test('lines arrive in order, in batches, and the last of them before it closes', async () => {
  const log = createPageLog(await listen(200), warn);
  const lines = Array.from({ length: 450 }, (_, n) => ({ requestId: '1', n }));
  for (const line of lines) log.add(line);
  await until('the first arrive', () => got.length > 0);
  log.add({ requestId: '2' });
  await log.close();
  expect(got.flat()).toEqual([...lines, { requestId: '2' }]);
  expect(got.map(({ length }) => length).slice(0, 2)).toEqual([200, 200]);
  expect(warnings).toEqual([]);
});

test('what cannot be passed on is said once, and keeps nobody', async () => {
  const log = createPageLog(await listen(500), warn);
  for (let n = 0; n < 450; n += 1) log.add({ n });
  await log.close();
  expect(got.length).toBeGreaterThan(1);
  expect(warnings).toEqual([expect.stringContaining('answered 500')]);

  const nobody = createPageLog('http://127.0.0.1:1', warn);
  nobody.add({});
  await nobody.close();
  expect(warnings).toHaveLength(2);
});

test('only so many lines wait: the oldest are left out', async () => {
  const log = createPageLog(await listen(200), warn);
  for (let n = 0; n < 2_100; n += 1) log.add({ n });
  await log.close();
  expect(got.flat()).toHaveLength(2_000);
  expect(got.flat().at(-1)).toEqual({ n: 2_099 });
  expect(warnings).toEqual([expect.stringContaining('too many')]);
});
