import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { InteractionView, PlaygroundEvent } from '../../playground/protocol.ts';
import { startAsking } from '../support/asking.ts';

let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(Date.now);
});
afterAll(async () => asking.playground.close());

async function log(lines: unknown) {
  const response = await fetch(`${asking.playground.url}/playground/log`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(lines),
  });
  return { status: response.status, body: await response.json() };
}

async function view(id: string): Promise<InteractionView> {
  const response = await fetch(`${asking.playground.url}/playground/interactions/${id}`);
  return (await response.json()) as InteractionView;
}

test('the last fifty log lines of an interaction are kept with it, SQL and all', async () => {
  const { id } = await asking.interact();
  const lines = Array.from({ length: 51 }, (_, i) => ({ requestId: id, msg: `line ${i}`, time: i }));
  const query = { requestId: id, msg: 'query', time: 99, level: 'trace', sql: 'select 1', durationMs: 2 };
  const other = { msg: 'logged in', time: 1 };
  expect(await log([...lines, query, other])).toEqual({ status: 200, body: { kept: 52 } });
  const { log: kept = [] } = await view(id);
  expect(kept).toHaveLength(50);
  expect(kept[0]?.msg).toBe('line 2');
  expect(kept.at(-1)).toEqual(query);
});

test('whoever listens hears of each line at once', async () => {
  const socket = new WebSocket(`${asking.playground.url.replace('http', 'ws')}/playground/events?as=bob`);
  const heard = new Promise<PlaygroundEvent>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const event: PlaygroundEvent = JSON.parse(String(data));
      if (event.type === 'log') resolve(event);
    });
  });
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve);
  });
  const line = { requestId: '1', msg: 'answered', time: '2026-01-01T00:00:00.000Z', level: 'info' };
  await log([line]);
  expect(await heard).toEqual({ type: 'log', requestId: '1', line });
  socket.close();
});

test('what is no log is refused', async () => {
  expect((await log('line')).status).toBe(400);
  expect((await log([{ requestId: 1 }])).status).toBe(400);
});
