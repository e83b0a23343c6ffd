import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileNames } from '../module-files.ts';
import { sqlOf } from './migration-sql.ts';
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
    const script = await Promise.all(
      names.slice(released, now).map(async (migration) => ({
        migration,
        lines: (await sqlOf(migration, places.migrations)).split('\n'),
      })),
    );
    released = now;
    const lines = script.flatMap(({ migration, lines }) => lines.map((sql) => ({ migration, sql })));
    for (const { line, message, help, rule_name: rule } of await run(squawk, places.settings, lines)) {
      // squawk counts from 0.
      const at = lines[line] ?? { migration: names[now - 1] ?? '', sql: '' };
      warnings.push({
        migration: at.migration,
        rule,
        says: [message, help].filter(Boolean).join(' '),
        sql: at.sql.trim(),
      });
    }
  }
  return warnings;
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

async function run(squawk: string, settings: string, lines: readonly { sql: string }[]): Promise<Finding[]> {
  if (lines.length === 0) return [];
  const args = [`--config=${settings}`, '--reporter=json', '--stdin-filepath=migrations.sql'];
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
    child.stdin?.end(input);
  });
}
