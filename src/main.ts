import { readFile } from 'node:fs/promises';

async function main(): Promise<void> {
  await readFile('x');
}
main();
