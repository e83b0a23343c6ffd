import type { PlaygroundEvent } from '../protocol.ts';
import type { StateEvents, State } from '../state/state.ts';
import type { StoredMessage } from '../state/messages.ts';

/** Who listens, and what they may see. */
export interface Subscriber {
  userId: string | undefined;
  sees: (stored: StoredMessage) => boolean;
  send: (event: PlaygroundEvent) => void;
}

/** Tells a subscriber what changes; returns how to stop. People hear of their own interactions only. */
export function subscribe(
  { events, interactions, faults }: State,
  { userId, sees, send }: Subscriber,
): () => void {
  const listeners: { [K in keyof StateEvents]: (...args: StateEvents[K]) => void } = {
    message: (stored) => {
      if (sees(stored)) send({ type: 'message', message: stored.message });
    },
    'message-deleted': (stored) => {
      const { channel_id: channelId, id: messageId } = stored.message;
      if (sees(stored)) send({ type: 'message-deleted', channelId, messageId });
    },
    interaction: (interaction) => {
      if (userId === undefined || interaction.actor.user.id === userId)
        send({ type: 'interaction', interaction: interactions.view(interaction) });
    },
    'commands-changed': () => send({ type: 'commands-changed' }),
    bot: (online) => send({ type: 'bot', online }),
    guild: () => send({ type: 'world-changed' }),
    member: () => send({ type: 'world-changed' }),
    faults: () => send({ type: 'faults', faults: faults.current }),
    log: (line) => send({ type: 'log', requestId: line.requestId, line }),
  };
  const names = Object.keys(listeners) as (keyof StateEvents)[];
  for (const name of names) events.on(name, listeners[name]);
  return () => names.forEach((name) => events.off(name, listeners[name]));
}
