import { test } from '@jest/globals';

/** `test`, or where there is a reason why not, `test.skip` for each of them and one line that says so. */
export function testWhere(what: string, reason: string | undefined): typeof test | typeof test.skip {
  if (!reason) return test;
  // Jest keeps to itself what a file says by console when all of its tests are skipped.
  process.stderr.write(`The tests of ${what} are left out here: ${reason.replace(/\.$/, '')}.\n`);
  return test.skip;
}
