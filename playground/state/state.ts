import { EventEmitter } from 'node:events';
import { createAttachments } from './attachments.ts';
import type { AttachmentStore } from './attachments.ts';
import { createCommands } from './commands.ts';
import type { CommandStore } from './commands.ts';
import { createInteractions } from './interactions.ts';
import type { Interaction, InteractionStore } from './interactions.ts';
import { createMessages } from './messages.ts';
import type { MessageStore, StoredMessage } from './messages.ts';
import { APPLICATION, CHATTER } from './seed.ts';
import { createSnowflakes } from './snowflake.ts';
import { createWorld } from './world.ts';
import type { WorldState } from './world.ts';

/** What the parts of the local Discord tell one another. */
export interface StateEvents {
  message: [stored: StoredMessage, change: 'create' | 'update'];
  'message-deleted': [stored: StoredMessage];
  interaction: [interaction: Interaction];
  'commands-changed': [];
  bot: [online: boolean];
}

/** Everything the local Discord knows, in memory. */
export interface State {
  readonly now: () => number;
  readonly snowflake: () => string;
  /** The bot token that is accepted. */
  readonly token: string;
  /** Where this local Discord listens, such as `http://127.0.0.1:3000`; empty until it does. */
  origin: string;
  readonly application: { id: string; name: string };
  readonly world: WorldState;
  readonly commands: CommandStore;
  readonly messages: MessageStore;
  readonly interactions: InteractionStore;
  readonly attachments: AttachmentStore;
  readonly events: EventEmitter<StateEvents>;
}

/** The seed world with nothing registered. `now` is in milliseconds since 1970. */
export function createState({ token, now }: { token: string; now: () => number }): State {
  const events = new EventEmitter<StateEvents>();
  // One listener for each open page and each long poll.
  events.setMaxListeners(0);
  const snowflake = createSnowflakes(now);
  const world = createWorld();
  const messages = createMessages(snowflake, now, {
    message: (stored, change) => events.emit('message', stored, change),
    removed: (stored) => events.emit('message-deleted', stored),
  });
  for (const { as, channelId, content } of CHATTER) {
    const author = world.person(as)?.user;
    if (author) messages.create({ channelId, author }, { content });
  }
  return {
    now,
    snowflake,
    token,
    origin: '',
    application: APPLICATION,
    world,
    commands: createCommands(APPLICATION.id, snowflake, () => events.emit('commands-changed')),
    messages,
    interactions: createInteractions(messages, now, (interaction) => events.emit('interaction', interaction)),
    attachments: createAttachments(snowflake, now),
    events,
  };
}
