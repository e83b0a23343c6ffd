import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT, type Processes } from '../processes/processes.ts';

const run = promisify(execFile);

/**
 * A folder with that commit's files and our packages, which is right as long as it needs no other ones; or the folder
 * itself that was named, where another checkout has its own.
 * @throws Error where it is neither a folder nor a commit
 */
export async function checkedOut(against: string, { scratch }: Processes): Promise<string> {
  const named = path.resolve(against);
  if (existsSync(path.join(named, 'package.json'))) return named;
  const folder = path.join(scratch, 'against');
  const archive = path.join(scratch, 'against.tar');
  await mkdir(folder);
  await run('git', ['archive', '--output', archive, against], { cwd: ROOT });
  await run('tar', ['-xf', archive, '-C', folder]);
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}
