import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'dotenv';
import { type Config, ConfigError, readConfig } from '../../../src/config.ts';
import { PROJECT } from '../../../src/project.ts';
import { type Finding, missing, well, wrong } from './finding.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What is wrong with .env; and the configuration, if there can be one. */
export async function settings(env: Env): Promise<{ findings: Finding[]; config: Config | undefined }> {
  const text = await readFile(PROJECT.envFile, 'utf8').catch(() => undefined);
  const file = parse(text ?? '');
  const findings =
    text === undefined ? [missing('.env', 'not there', './dev-env.sh up (writes it)')] : await ofFile(file);
  try {
    const config = readConfig({ ...file, ...env });
    if (text !== undefined && findings.length === 0) findings.push(well('.env', 'every value makes sense'));
    return { findings, config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^\s*-\s*/, ''));
    findings.push(
      ...problems.map((problem) =>
        wrong('.env', problem, 'correct it in .env; .env.example explains each variable'),
      ),
    );
    return { findings, config: undefined };
  }
}

async function ofFile(file: Record<string, string>): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { mode } = await stat(PROJECT.envFile);
  if ((mode & 0o077) !== 0 && process.platform !== 'win32') {
    findings.push(wrong('.env', 'other users of this machine can read its secrets', 'chmod 600 .env'));
  }
  const example = await readFile(path.join(PROJECT.root, '.env.example'), 'utf8');
  const known = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, key]) => key));
  for (const key of Object.keys(file).filter((key) => !known.has(key))) {
    findings.push(wrong('.env', `nobody reads ${key}`, 'correct its name by .env.example, or remove it'));
  }
  const tracked = await promisify(execFile)('git', ['ls-files', '--error-unmatch', '.env'], {
    cwd: PROJECT.root,
  }).then(
    () => true,
    () => false,
  );
  if (tracked)
    findings.push(wrong('.env', 'is in git, where others see its secrets', 'git rm --cached .env'));
  return findings;
}
