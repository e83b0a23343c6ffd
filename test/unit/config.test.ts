import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'dotenv';
import { ConfigError, readConfig } from '../../src/config.ts';
import { PROJECT } from '../../src/project.ts';

test('an empty environment is a configuration, and nobody can change it', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    NODE_ENV: 'development',
    DATABASE_PORT: 5433,
    DATABASE_POOL_MAX: 10,
    HEALTH_PORT: 9090,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test('an empty value counts as absent', () => {
  expect(readConfig({ DATABASE_PORT: ' ', DISCORD_TOKEN: '' })).toMatchObject({ DATABASE_PORT: 5433 });
});

test('every problem is told at once, each with its variable and how to mend it', () => {
  const env = {
    DATABASE_PORT: 'x',
    PLAYGROUND_PORT: '70000',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://x',
    DATABASE_POOL_MAX: '0',
  };
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(/5 problems/);
  for (const variable of Object.keys(env)) expect(() => readConfig(env)).toThrow(variable);
  expect(() => readConfig(env)).toThrow('postgres://user:password@host:5432/database');
});

test('an external database needs an address', () => {
  expect(() => readConfig({ DATABASE_PROVIDER: 'external' })).toThrow('DATABASE_URL is missing');
});

test('.env.example names every variable, and its values are a configuration', async () => {
  const text = await readFile(path.join(PROJECT.root, '.env.example'), 'utf8');
  const example = parse(text);
  const config = readConfig(example);
  const named = (variable: string) => new RegExp(`^#? ?${variable}=`, 'm').test(text);
  expect(Object.keys(readConfig({})).filter((variable) => !named(variable))).toEqual([]);
  expect(config).toMatchObject(readConfig({}));
});

test('a secret may lie in a file, and is never in a message', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'secrets '));
  const file = path.join(folder, 'token');
  await writeFile(file, 'the-token\n');
  await writeFile(path.join(folder, 'empty'), ' \n');
  expect(readConfig({ DISCORD_TOKEN_FILE: file })).toMatchObject({ DISCORD_TOKEN: 'the-token' });
  expect(readConfig({ DISCORD_TOKEN_FILE: ' ', DISCORD_TOKEN: 'x' })).toMatchObject({ DISCORD_TOKEN: 'x' });

  const both = () => readConfig({ DISCORD_TOKEN_FILE: file, DISCORD_TOKEN: 'x' });
  expect(both).toThrow('DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; take one of them out');
  const missing = () => readConfig({ DATABASE_URL_FILE: path.join(folder, 'none') });
  expect(missing).toThrow(
    /DATABASE_URL_FILE names .*none, which cannot be read \(ENOENT\); correct the path/,
  );
  const empty = () => readConfig({ DATABASE_DIRECT_URL_FILE: path.join(folder, 'empty') });
  expect(empty).toThrow(/DATABASE_DIRECT_URL_FILE names .*, which is empty; write the secret into it/);
  const wrong = () => readConfig({ DATABASE_URL_FILE: file });
  expect(wrong).toThrow('DATABASE_URL is not such an address');
  expect(wrong).not.toThrow('the-token');
  await rm(folder, { recursive: true });
});
