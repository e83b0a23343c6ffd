import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest } from '@jest/globals';
import { Client } from 'pg';
import { listBackups } from '../../tools/database/backup/files.ts';
import { sqlState } from '../../src/database/database-error.ts';
import { dockerProject } from '../../src/database/providers/docker-project.ts';
import { docker } from '../../src/database/providers/docker-engine.ts';
import { type Checkout, newCheckout } from '../support/checkout.ts';
import { CONTAINER_MS, testWithDocker } from '../support/docker.ts';
import { freePort } from '../support/processes.ts';
import { temporaryFolder } from '../support/server.ts';
import { testWhere } from '../support/where.ts';

jest.setTimeout(CONTAINER_MS);

const DISK_FULL = '53100';
const SAYS =
  /^The disk of PostgreSQL at 127\.0\.0\.1:\d+ is full; free some space there or make it bigger, then try again\./m;

/** A disk of so many megabytes for the data of a checkout. */
interface Disk {
  make(checkout: Checkout, port: number, megabytes: number): Promise<void>;
  remove(checkout: Checkout): void;
}

const mounted: Disk = {
  async make({ root }, _port, megabytes) {
    const folder = path.join(root, '.ostinato');
    await mkdir(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  },
  remove: ({ root }) => void execFileSync('umount', [path.join(root, '.ostinato')]),
};

const volume: Disk = {
  async make({ root }, port, megabytes) {
    const { volume } = await dockerProject(path.join(root, '.ostinato', 'docker'), port);
    const project = volume.replace('_postgres-data', '');
    const labels = [`com.docker.compose.project=${project}`, 'com.docker.compose.volume=postgres-data'];
    const options = ['type=tmpfs', 'device=tmpfs', `o=size=${megabytes}m`];
    const { code, stderr } = await docker([
      'volume',
      'create',
      '--driver=local',
      ...options.map((option) => `--opt=${option}`),
      ...labels.map((label) => `--label=${label}`),
      volume,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  },
  // Wiping removes it.
  remove: () => undefined,
};

async function mayMount(): Promise<string | undefined> {
  const folder = await temporaryFolder('tiny ');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return undefined;
  } catch {
    return 'mounting a small file system needs root';
  }
}

describe.each([
  ['embedded', mounted, testWhere('a full disk below the embedded server', await mayMount())],
  ['docker', volume, await testWithDocker('a full disk below the server in Docker')],
])('on %s', (provider, disk, test) => {
  let checkout: Checkout;
  let port: string;
  let onDisk = false;

  beforeEach(async () => {
    port = await freePort();
    // However busy the machine is.
    const patience = { DATABASE_START_TIMEOUT: '300' };
    checkout = await newCheckout({ DATABASE_PROVIDER: provider, DATABASE_PORT: port, ...patience });
    onDisk = false;
  });
  afterEach(async () => {
    // A test that was skipped has made none.
    if (!onDisk) return;
    await checkout.make('db-wipe');
    disk.remove(checkout);
  });

  async function withDisk(megabytes: number): Promise<void> {
    await disk.make(checkout, Number(port), megabytes);
    onDisk = true;
  }

  test('a disk that is too small for a database is named at its start', async () => {
    await withDisk(8);
    const { code, stderr } = await checkout.make('db-up');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      provider === 'embedded'
        ? /initdb could not make the database folder .*No space left on device.*check the free disk space/
        : /^PostgreSQL did not start in its container; look at `\.\/dev-env\.sh db:logs`/m,
    );
  });

  test('a disk that becomes full fails what writes with a sentence, keeps the data, and is forgotten when there is space', async () => {
    await withDisk(110);
    for (const target of ['db-reset', 'db-backup'])
      expect(await checkout.make(target)).toMatchObject({ code: 0, stderr: expect.any(String) });
    const [backup] = await listBackups(path.join(checkout.root, 'backups'));
    const client = new Client({ connectionString: (await checkout.make('db-url')).stdout.trim() });
    await client.connect();
    const people = async () => (await client.query('select * from users order by id')).rows as unknown[];
    const before = await people();
    await client.query('create table noise (text text)');
    await expect(fill(client)).resolves.toBe(DISK_FULL);

    // To put what is big into order takes space, too.
    for (const target of ['db-backup', 'db-restore']) {
      const { code, stderr } = await checkout.make(target, {
        FILE: target === 'db-restore' ? (backup?.file ?? '') : '',
      });
      expect({ target, code, stderr }).toEqual({ target, code: 2, stderr: expect.stringMatching(SAYS) });
    }
    await expect(listBackups(path.join(checkout.root, 'backups'))).resolves.toEqual([backup]);
    await expect(people()).resolves.toEqual(before);
    expect((await checkout.make('db-status')).stdout).toMatch(/^migrations +up to date$/m);

    await client.query('drop table noise');
    await client.end();
    expect(await checkout.make('db-restore', { FILE: backup?.file ?? '' })).toMatchObject({ code: 0 });
  });
});

/** Writes until PostgreSQL refuses. @returns the SQLSTATE. */
async function fill(client: Client): Promise<string | undefined> {
  try {
    for (;;)
      await client.query(
        `insert into noise select repeat(md5(n::text), 30) from generate_series(1, 10000) n`,
      );
  } catch (error) {
    return sqlState(error);
  }
}
