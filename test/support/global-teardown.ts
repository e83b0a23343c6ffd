import { once } from 'node:events';

/** Jest's global teardown: stops the PostgreSQL that the setup started, if it did. */
export default async function teardown(): Promise<void> {
  await globalThis.ostinatoTestServer?.stop();
  const guardian = globalThis.ostinatoGuardian;
  if (!guardian) return;
  // Nothing else may keep this process alive now: without a reference it would end here, before Jest has written its
  // results and, worse, with an exit code that says that all is well.
  guardian.ref();
  guardian.stdin?.end();
  if (guardian.exitCode === null) await once(guardian, 'exit');
}
