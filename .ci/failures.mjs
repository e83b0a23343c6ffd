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
  return lines.slice(0, LINES).map((line) => `      ${line.trim().slice(0, 200)}`);
}

for (const file of process.argv.slice(2)) {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  for (const { name, status, message, assertionResults } of testResults) {
    if (status === 'passed') continue;
    const said = [`FAILED ${path.relative('.', name)} (${path.basename(file, '.json')})`];
    const failed = assertionResults.filter((test) => test.status === 'failed');
    for (const { fullName, failureMessages } of failed)
      said.push(`  ● ${fullName}`, ...beginning(failureMessages.join('\n')));
    // Then the file itself is at fault: it cannot be read, or left something behind.
    if (failed.length === 0) said.push(...beginning(message));
    process.stdout.write(`${said.join('\n')}\n`);
  }
}
