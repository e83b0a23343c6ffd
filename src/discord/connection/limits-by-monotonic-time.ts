import type { REST } from 'discord.js';

/**
 * Lets the limits that discord.js keeps of Discord end after the time they last, whatever the clock is set to meanwhile.
 * It dates their ends by the time of day: set back by three hours, the bot would send nothing for three hours.
 */
export function limitsByMonotonicTime(rest: REST): void {
  countDown(rest, 'globalReset');
  const set = rest.handlers.set.bind(rest.handlers);
  // One for each queue, which is made when something is sent there first.
  rest.handlers.set = (id, handler) => {
    if ('reset' in handler) countDown(handler, 'reset');
    return set(id, handler);
  };
}

/** Keeps a time of day by how far it is away. */
function countDown<Key extends string>(owner: { [key in Key]?: unknown }, key: Key): void {
  let end = Number(owner[key]) - Date.now() + performance.now();
  Object.defineProperty(owner, key, {
    get: () => end - performance.now() + Date.now(),
    set: (time: number) => {
      end = time - Date.now() + performance.now();
    },
  });
}
