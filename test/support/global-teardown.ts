import { once } from 'node:events';

/** Jest's global teardown: stops the PostgreSQL that the setup started, if it did. */
export default async function teardown(): Promise<void> {
  await globalThis.ostinatoTestServer?.stop();
  const guardian = globalThis.ostinatoGuardian;
  if (!guardian) return;
  guardian.stdin?.end();
  if (guardian.exitCode === null) await once(guardian, 'exit');
}
