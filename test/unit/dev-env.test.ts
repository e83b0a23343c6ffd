import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { ROOT } from '../support/script.ts';

const run = promisify(execFile);
const script = path.join(ROOT, 'dev-env.sh');

test('help lists every verb with a phrase, from any folder', async () => {
  const { stderr } = await run(script, ['help'], { cwd: '/' });
  const source = await readFile(script, 'utf8');
  const verbs = [...source.matchAll(/^ {2}([a-z][a-z0-9:-]*)(?: \|[^)]*)?\) .*;;/gm)].map(([, verb]) => verb);
  expect(verbs.length).toBeGreaterThan(20);
  for (const verb of verbs) expect(stderr).toMatch(new RegExp(`^ {2}${verb} +\\S`, 'm'));
});

test('a verb that does not exist is named, with the list', async () => {
  await expect(run(script, ['fly'])).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringMatching(/^There is no verb "fly"\.\nUsage/),
  });
});

test('make alone lists its targets, each of which is a verb of the script', async () => {
  const { stdout } = await run('make', ['-C', ROOT, '--no-print-directory']);
  const source = await readFile(script, 'utf8');
  const targets = [...stdout.matchAll(/^ {2}make (\S+)/gm)].map(([, target]) => target ?? '');
  expect(targets.length).toBeGreaterThan(20);
  for (const target of targets) {
    const verb = target.replace(/^(db|commands)-/, '$1:');
    expect(source).toMatch(new RegExp(`^  ${verb}[ )]`, 'm'));
  }
});

test('.env.example documents every variable of the configuration, and is a configuration', async () => {
  const text = await readFile(path.join(ROOT, '.env.example'), 'utf8');
  const lines = [...text.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]);
  const config = readConfig(Object.fromEntries(lines));
  expect(config).toEqual(readConfig({}));
  const source = await readFile(path.join(ROOT, 'src', 'config.ts'), 'utf8');
  const variables = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, key]) => key);
  const documented = lines.map(([key = '']) => key.replace(/_FILE$/, ''));
  expect(new Set(documented)).toEqual(new Set(variables));
});
