import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { PROJECT } from '../../src/project.ts';
import { type Child, readyOf, startChild } from './child.ts';

/** The local Discord as a process, and how a bot finds it. */
export interface LocalDiscord {
  child: Child;
  /** Where its page is, once it answers. @throws ChildEnded */
  url: Promise<string>;
  /** The bot token that it accepts. */
  token: string;
}

export function startLocalDiscord(port: number, env: NodeJS.ProcessEnv): LocalDiscord {
  const token = randomBytes(24).toString('base64url');
  const child = startChild(
    'playground',
    'playground/main.ts',
    { ...env, PLAYGROUND_PORT: String(port), PLAYGROUND_TOKEN: token },
    PROJECT.root,
  );
  return { child, token, url: readyOf(child, urlOf(child)) };
}

function urlOf({ process: child }: Child): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"playground"')) return;
      resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}
