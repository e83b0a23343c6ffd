import path from 'node:path';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { listBackups } from '../../tools/database/backup/files.ts';
import type { Manifest } from '../../tools/database/backup/format.ts';
import { inspect } from '../../tools/database/backup/inspect.ts';
import { createDatabase } from '../../src/database/knex.ts';
import { releases } from '../../tools/database/lint/releases.ts';
import { createLogger } from '../../src/logger.ts';
import { PROJECT } from '../../src/project.ts';
import { busyBot } from '../support/busy-bot.ts';
import { type Checkout, newCheckout } from '../support/checkout.ts';
import { CONTAINER_MS, testWithDocker } from '../support/docker.ts';
import { freePort } from '../support/processes.ts';
import { fillTables } from '../support/rows.ts';

jest.setTimeout(CONTAINER_MS);
const test = await testWithDocker('moving from the embedded server to Docker and back');

type Place = 'embedded' | 'docker';
const places: Record<Place, Record<string, string>> = { embedded: {}, docker: {} };
let checkout: Checkout;

beforeAll(async () => {
  checkout = await newCheckout({});
  for (const place of ['embedded', 'docker'] as const) {
    places[place] = { DATABASE_PROVIDER: place, DATABASE_PORT: await freePort() };
  }
});
afterAll(async () => {
  // A test that was skipped has started none.
  if ((await listBackups(backups())).length === 0) return;
  await at('embedded', 'db-wipe');
  await at('docker', 'db-wipe');
});

const backups = () => path.join(checkout.root, 'backups');

async function at(place: Place, target: string, env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await checkout.make(target, { ...places[place], ...env });
  expect({ target, code, stderr: code === 0 ? '' : stderr }).toEqual({ target, code: 0, stderr: '' });
  return stdout.trim();
}

async function backUp(place: Place): Promise<{ name: string; tables: Manifest['tables'] }> {
  await at(place, 'db-backup');
  const newest = (await listBackups(backups())).findLast(({ occasion }) => occasion === 'scheduled');
  const { tables } = await inspect(newest?.file ?? '');
  return { name: path.basename(newest?.file ?? ''), tables };
}

async function withKnex<T>(
  place: Place,
  work: (knex: ReturnType<typeof createDatabase>) => Promise<T>,
): Promise<T> {
  const knex = createDatabase({
    url: await at(place, 'db-url'),
    poolMax: 2,
    applicationName: 'test',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: createLogger('silent'),
  });
  try {
    return await work(knex);
  } finally {
    await knex.destroy();
  }
}

test('a community moves from the embedded server to Docker and back with every row', async () => {
  await at('embedded', 'db-migrate');
  await withKnex('embedded', fillTables);
  const before = await backUp('embedded');
  // Whatever was released has rows here; test/fixtures/rows says so of what is newer.
  const release = (await releases(PROJECT.releases)).at(-1);
  for (const { name } of release?.manifest.tables ?? []) {
    expect(before.tables.find((table) => table.name === name)?.rows).toBeGreaterThan(0);
  }

  await at('docker', 'db-restore', { FILE: before.name });
  await expect(at('docker', 'db-status')).resolves.toMatch(/^migrations +up to date$/m);
  const there = await backUp('docker');
  expect(there.tables).toEqual(before.tables);

  await at('embedded', 'db-wipe');
  await at('embedded', 'db-restore', { FILE: there.name });
  expect((await backUp('embedded')).tables).toEqual(before.tables);
});

test('what the bot writes during the backup is in it or not, and never half of it', async () => {
  const bot = busyBot(await at('embedded', 'db-url'));
  await bot.wrote(5);
  const { name, tables } = await backUp('embedded');
  await bot.wrote(10);
  await bot.stop();
  await at('docker', 'db-restore', { FILE: name });
  await withKnex('docker', async (knex) => {
    const lists = await knex('tracks')
      .groupBy('playlist_id')
      .whereNotNull('position')
      .select<{ count: string; last: number }[]>(knex.raw('count(*), max(position) as last'));
    expect(lists.filter(({ count, last }) => Number(count) !== last)).toEqual([]);
    expect(Math.max(...lists.map(({ last }) => last))).toBeGreaterThanOrEqual(5);
  });
  expect((await backUp('docker')).tables).toEqual(tables);
});
