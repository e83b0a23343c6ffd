import type { test } from '@jest/globals';
import { IMAGE } from '../../src/database/providers/docker.ts';
import { dockerAnswers, obtainImage } from '../../src/database/providers/docker-engine.ts';
import { testWhere } from './where.ts';

/** Milliseconds: a first start of a container on a machine that is busy with other tests. */
export const CONTAINER_MS = 600_000;

async function whyNot(images: readonly string[]): Promise<string | undefined> {
  if (!(await dockerAnswers())) return 'no Docker engine with Compose answers';
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
  return testWhere(what, await whyNot(images));
}
