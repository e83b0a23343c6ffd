import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { ports } from '../../src/development/doctor/ports.ts';
import { settings } from '../../src/development/doctor/settings.ts';
import { machine } from '../../src/development/doctor/machine.ts';
import { runScript } from '../support/script.ts';

test('the doctor looks at everything, and each thing that is wrong or missing has its remedy', async () => {
  const { code, stdout } = await runScript('src/doctor.ts');
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
  const { code, stdout } = await runScript('src/doctor.ts', [], {
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
  const healthOf = async (ours: number[]) =>
    (await ports(config, ours)).find(({ what }) => what === `port ${port}`);
  await expect(healthOf([process.pid])).resolves.toMatchObject({
    state: 'well',
    found: expect.stringMatching(/^ours: .*HEALTH_PORT/),
  });
  server.close();
}, 20_000);

test('a program that is missing for a part of the work does not count as wrong', async () => {
  const findings = await machine({ PATH: '/nowhere' });
  expect(findings.find(({ what }) => what === 'Chromium')).toMatchObject({ state: 'missing' });
});
