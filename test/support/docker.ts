import { test } from '@jest/globals';
import { IMAGE } from '../../src/database/providers/docker.ts';
import { dockerAnswers, obtainImage } from '../../src/database/providers/docker-engine.ts';

/** Milliseconds: a first start of a container on a machine that is busy with other tests. */
export const CONTAINER_MS = 120_000;

async function whyNot(images: readonly string[]): Promise<string | undefined> {
  if (!(await dockerAnswers(5_000))) return 'no Docker engine with Compose answers';
  try {
    for (const image of images) await obtainImage(image, () => undefined);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** `test` where Docker can be used; elsewhere each of them is skipped, and one line says so. */
export async function testWithDocker(
  what: string,
  images: readonly string[] = [IMAGE],
): Promise<typeof test | typeof test.skip> {
  const reason = await whyNot(images);
  if (!reason) return test;
  // Jest keeps to itself what a file says by console when all of its tests are skipped.
  process.stderr.write(`The tests of ${what} are left out here: ${reason.replace(/\.$/, '')}.\n`);
  return test.skip;
}
