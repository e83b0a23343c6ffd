import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileNames } from '../../../src/database/module-files.ts';
import { ACCEPTED } from './accepted.ts';
import { type MigrationSql, sqlOf } from './migration-sql.ts';
import { releases } from './releases.ts';

/** Something that squawk would rather not see in a migration. */
export interface Warning {
  migration: string;
  rule: string;
  /** What is wrong, and what helps. */
  says: string;
  /** The beginning of the statement. */
  sql: string;
}

export interface LintPlaces {
  migrations: string;
  /** The folder of the released schemas. */
  releases: string;
  /** squawk's settings. */
  settings: string;
}

interface Finding {
  line: number;
  message: string;
  help: string | null;
  rule_name: string;
}

/**
 * Lints the SQL of every migration. Those of one release are read as one script: a table that is new in it is empty
 * wherever it is installed, so that an index or a constraint on it blocks nobody.
 * Source: https://squawkhq.com/docs/rules
 * @returns undefined where squawk cannot be had: it is there for some platforms only.
 */
export async function lint(places: LintPlaces): Promise<Warning[] | undefined> {
  const squawk = await squawkHere();
  if (!squawk) return undefined;
  const names = await fileNames(places.migrations);
  const warnings: Warning[] = [];
  let released = 0;
  for (const { manifest } of [...(await releases(places.releases)), { manifest: undefined }]) {
    const now = manifest ? names.filter((name) => manifest.migrations.includes(name)).length : names.length;
    const scripts = await Promise.all(
      names.slice(released, now).map(async (migration) => ({
        migration,
        ...(await sqlOf(migration, places.migrations)),
      })),
    );
    released = now;
    // One without a transaction is on its own: what it leaves half done must not stop the next attempt.
    const alone = scripts.filter(({ inTransaction }) => !inTransaction).map((script) => [script]);
    for (const group of [scripts.filter(({ inTransaction }) => inTransaction), ...alone]) {
      warnings.push(...(await lintTogether(squawk, places.settings, group)));
    }
  }
  return warnings.filter(({ migration, rule }) => !ACCEPTED[migration]?.rules.includes(rule));
}

async function lintTogether(
  squawk: string,
  settings: string,
  scripts: readonly (MigrationSql & { migration: string })[],
): Promise<Warning[]> {
  const lines = scripts.flatMap(({ migration, sql }) =>
    sql.split('\n').map((line) => ({ migration, sql: line.trim() })),
  );
  const transaction = scripts.some(({ inTransaction }) => !inTransaction)
    ? ['--no-assume-in-transaction']
    : [];
  const findings = await run(squawk, [`--config=${settings}`, ...transaction], lines);
  return findings.map(({ line, message, help, rule_name: rule }) => {
    // squawk counts from 0.
    const at = lines[line] ?? { migration: scripts.at(-1)?.migration ?? '', sql: '' };
    return { ...at, rule, says: [message, help].filter(Boolean).join(' ') };
  });
}

async function squawkHere(): Promise<string | undefined> {
  try {
    const squawk = createRequire(import.meta.url).resolve('squawk-cli/js/bin/squawk');
    const { code } = await execute(squawk, ['--version'], '');
    return code === 0 ? squawk : undefined;
  } catch {
    return undefined;
  }
}

async function run(squawk: string, options: string[], lines: readonly { sql: string }[]): Promise<Finding[]> {
  if (lines.length === 0) return [];
  const args = [...options, '--reporter=json', '--stdin-filepath=migrations.sql'];
  const { stdout, stderr } = await execute(squawk, args, lines.map(({ sql }) => sql).join('\n'));
  if (!stdout.startsWith('[')) throw new Error(`squawk said nothing that can be read: ${stderr}`);
  return JSON.parse(stdout) as Finding[];
}

function execute(squawk: string, args: string[], input: string) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [squawk, ...args],
      { cwd: path.dirname(squawk), maxBuffer: 16 << 20 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) || 1 : 0, stdout, stderr }),
    );
    // A linter that ends without reading says why by its output.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
