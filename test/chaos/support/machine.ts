import { cpus, platform, release, totalmem } from 'node:os';

/** What figures depend on. */
export function machineFacts() {
  return {
    on: new Date().toISOString().slice(0, 10),
    node: process.version,
    os: `${platform()} ${release()}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}
