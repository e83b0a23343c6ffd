import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config.ts';
import { ports } from '../../../tools/development/doctor/ports.ts';
import { settings } from '../../../tools/development/doctor/settings.ts';
import { machine } from '../../../tools/development/doctor/machine.ts';
import { runScript } from '../../support/script.ts';
import { temporaryFolder } from '../../support/server.ts';

test('the doctor looks at everything, and each thing that is wrong or missing has its remedy', async () => {
  const { code, stdout } = await runScript('tools/doctor.ts');
  for (const what of ['Node', 'npm', 'packages', 'disk', 'shellcheck', 'Chromium', 'Docker', '.env', 'port'])
    expect(stdout).toMatch(new RegExp(`^[✓–✗] ${what.replace('.', '\\.')}`, 'm'));
  const lines = stdout.trimEnd().split('\n');
  lines.forEach((line, at) => {
    if (/^[–✗] /.test(line)) expect(lines[at + 1]).toMatch(/^ +→ \S/);
  });
  expect(code).toBe(lines.some((line) => line.startsWith('✗')) ? 1 : 0);
});

test('a configuration that cannot work is wrong, value by value', async () => {
  const { findings, config } = await settings({ DATABASE_PORT: 'many', LOG_LEVEL: 'loud' });
  expect(config).toBeUndefined();
  const found = findings.filter(({ state }) => state === 'wrong').map(({ found }) => found);
  expect(found).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^DATABASE_PORT is not a number/),
      expect.stringMatching(/^LOG_LEVEL must be one of/),
    ]),
  );
});

test('a database that does not answer is wrong, with the sentence of the probe', async () => {
  const { code, stdout } = await runScript('tools/doctor.ts', [], {
    DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/nothing',
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^✗ database +PostgreSQL does not answer at 127\.0\.0\.1:1 .*\n +→ start it/m);
  expect(stdout).not.toContain('secret');
});

test('a port that is taken is wrong, with who holds it; one of our own is well', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const config = readConfig({ HEALTH_PORT: String(port), PLAYGROUND_PORT: '0' });
  const found = (await ports(config)).find(({ what }) => what === `port ${port}`);
  expect(found).toMatchObject({
    state: 'well',
    found: expect.stringMatching(/^ours: .*HEALTH_PORT/),
  });
  server.close();
});

test('each program that is missing is named with what brings it, and only npm counts as wrong', async () => {
  const findings = await machine({ PATH: '/nowhere' });
  const found = (wanted: string) => findings.find(({ what }) => what === wanted);
  for (const what of ['git', 'make', 'psql', 'shellcheck', 'Chromium', 'Docker'])
    expect(found(what)).toMatchObject({ what, state: 'missing', mend: expect.stringMatching(/install/) });
  expect(found('npm')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('https://') });
});

test('an engine that does not answer, and one without Compose, are told apart', async () => {
  const folder = await temporaryFolder('bin ');
  const docker = path.join(folder, 'docker');
  const told = async (script: string) => {
    await writeFile(docker, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const findings = await machine({ PATH: `${folder}:/usr/bin:/bin` });
    return findings.find(({ what }) => what === 'Docker');
  };
  await expect(
    told('echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock." >&2; exit 1'),
  ).resolves.toMatchObject({
    state: 'missing',
    found: 'No Docker engine answers; the embedded PostgreSQL serves as well',
    mend: expect.stringMatching(/^start Docker, or/),
  });
  await expect(
    told('echo "permission denied while trying to connect to the docker daemon socket" >&2; exit 1'),
  ).resolves.toMatchObject({ mend: expect.stringMatching(/^join the group docker/) });
  await expect(
    told(
      `[ "$1" = version ] && echo 28 && exit 0; echo "docker: 'compose' is not a docker command." >&2; exit 1`,
    ),
  ).resolves.toMatchObject({
    found: expect.stringMatching(/^Docker Compose 2 is not installed/),
    mend: expect.stringContaining('docker-compose-plugin'),
  });
  await expect(told('[ "$1" = version ] && echo 28 || echo 2.40')).resolves.toMatchObject({
    state: 'well',
    found: 'engine 28, Compose 2.40',
  });
});
