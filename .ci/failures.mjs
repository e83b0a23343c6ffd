// Names what failed in runs of Jest, each with the first lines of its message: node .ci/failures.mjs RESULTS.json…
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES = 8;

/** @param {string} message */
function beginning(message) {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  if (lines.length === 0) return ['      (no message; the output of the run may say more)'];
  return lines.slice(0, LINES).map((line) => `      ${line.trim().slice(0, 200)}`);
}

for (const file of process.argv.slice(2)) {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  for (const { name, status, message, assertionResults } of testResults) {
    // "focused" is a file that passed and skipped a test, "skipped" one that skipped them all.
    if (status !== 'failed') continue;
    const said = [`FAILED ${path.relative('.', name)} (${path.basename(file, '.json')})`];
    const failed = assertionResults.filter((test) => test.status === 'failed');
    for (const { fullName, failureMessages } of failed)
      said.push(`  ● ${fullName}`, ...beginning(failureMessages.join('\n')));
    // Then the file itself is at fault: it cannot be read, or left something behind.
    if (failed.length === 0) said.push(...beginning(message));
    process.stdout.write(`${said.join('\n')}\n`);
  }
}
