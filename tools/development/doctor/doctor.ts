import type { Finding } from './finding.ts';
import { machine } from './machine.ts';

const MARKS = { well: '✓', missing: '–', wrong: '✗' };

/**
 * Looks at the machine and says what was found, each with the command that mends it.
 * @returns whether nothing needs mending; what is only missing for a part of the work does not count.
 */
export async function doctor(
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<boolean> {
  const findings = await machine(env);
  const installed = findings.every(({ what, state }) => what !== 'packages' || state === 'well');
  if (installed) findings.push(...(await withPackages(env)));
  for (const { state, what, found, mend } of findings) {
    say(`${MARKS[state]} ${what.padEnd(12)} ${found}`);
    if (mend) say(`  ${''.padEnd(12)} → ${mend}`);
  }
  const problems = findings.filter(({ state }) => state === 'wrong').length;
  say(problems === 0 ? 'All that is needed is here.' : `${problems} to mend: see the arrows above.`);
  return problems === 0;
}

/** These use packages, which may not be there: nothing above imports any. */
async function withPackages(env: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const { settings } = await import('./settings.ts');
  const { findings, config } = await settings(env);
  if (!config) return findings;
  const { database } = await import('./database.ts');
  const { ports } = await import('./ports.ts');
  const server = await database(config);
  return [...findings, ...server.findings, ...(await ports(config, server.port))];
}
