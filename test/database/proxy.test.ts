import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { useDatabase } from '../support/database.ts';
import { byTurns, startProxy, type Proxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';

let proxy: Proxy;
afterAll(() => proxy.close());
const database = useDatabase();
beforeAll(async () => {
  await database.knex.raw('create table sent (n int)');
  proxy = await startProxy(database.url);
});

const arrived = async (n: number) => {
  const { rows } = await database.knex.raw<{ rows: unknown[] }>('select from sent where n = ?', [n]);
  return rows.length > 0;
};

/** Sends a statement on a connection of its own, whose end is no error of the test's. */
async function send(n: number) {
  const client = new Client({ connectionString: proxy.url });
  client.on('error', () => undefined);
  await client.connect();
  return { client, sent: client.query(`insert into sent values (${n})`).catch((error: unknown) => error) };
}

test('what is late arrives when the network is mended, though its sender has hung up', async () => {
  proxy.trap('insert into sent', ['late']);
  const { client, sent } = await send(1);
  await until('it is caught', () => proxy.caught === 1);
  client.connection.stream.destroy();
  expect(await sent).toBeInstanceOf(Error);
  expect(await arrived(1)).toBe(false);
  proxy.mend();
  await until('it is there', () => arrived(1));
});

test('what is lost does not arrive', async () => {
  proxy.trap('insert into sent', ['lost']);
  const { sent } = await send(2);
  expect(await sent).toBeInstanceOf(Error);
  expect(await arrived(2)).toBe(false);
});

test('of each connection the answer is lost in another way, and what was sent has arrived', async () => {
  proxy.trap('insert into sent', byTurns('silent', 'unheard'));
  let isHeard = false;
  const { sent: silent } = await send(3);
  void silent.then(() => (isHeard = true));
  await until('it is there', () => arrived(3));
  for (const n of [4, 5]) {
    const { sent, client } = await send(n);
    await until('it is there', () => arrived(n));
    if (n === 4) expect(await sent).toBeInstanceOf(Error);
    else client.connection.stream.destroy();
  }
  expect(isHeard).toBe(false);
  proxy.mend();
  // That it is not usable any more comes out now.
  expect(await silent).toBeInstanceOf(Error);
});

test('what is frozen arrives when it is mended, and its answer is heard', async () => {
  const client = new Client({ connectionString: proxy.url });
  await client.connect();
  proxy.freeze();
  const sent = client.query('insert into sent values (6)');
  expect(await arrived(6)).toBe(false);
  proxy.mend();
  await sent;
  expect(await arrived(6)).toBe(true);
  await client.end();
});

test('what is slow arrives later', async () => {
  const client = new Client({ connectionString: proxy.url });
  await client.connect();
  proxy.delay(50);
  const askedAt = performance.now();
  await client.query('insert into sent values (7)');
  expect(performance.now() - askedAt).toBeGreaterThan(40);
  expect(await arrived(7)).toBe(true);
  proxy.mend();
  await client.end();
});

test('after a trap that is sprung, whoever connects can be refused', async () => {
  proxy.trap('insert into sent', ['lost'], { thenRefuse: true });
  const { sent } = await send(10);
  expect(await sent).toBeInstanceOf(Error);
  await expect(send(11)).rejects.toThrow();
  proxy.mend();
  const { client, sent: again } = await send(12);
  await again;
  expect(await arrived(12)).toBe(true);
  await client.end();
});
