import type { Interaction } from '../state/interactions.ts';
import type { State } from '../state/state.ts';

const POLL_MS = 25_000;

/** Resolves when an interaction has got so far, or after 25 seconds, whichever is first. */
export function waitFor({ events }: State, interaction: Interaction, wait: 'first' | 'final'): Promise<void> {
  const isReached = () =>
    interaction.state === 'answered' ||
    interaction.state === 'failed' ||
    (wait === 'first' && interaction.state === 'thinking');
  if (isReached()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      events.off('interaction', check);
      resolve();
    };
    const check = (changed: Interaction) => {
      if (changed === interaction && isReached()) done();
    };
    // A long poll alone must not keep the process alive.
    const timer = setTimeout(done, POLL_MS).unref();
    events.on('interaction', check);
  });
}
