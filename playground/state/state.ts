import { EventEmitter } from 'node:events';
import { createAttachments } from './attachments.ts';
import type { AttachmentStore } from './attachments.ts';
import { createCommands } from './commands.ts';
import type { CommandStore } from './commands.ts';
import { createFaults } from './faults.ts';
import type { FaultState, GuildChange, MemberChange } from './faults.ts';
import { createInteractions } from './interactions.ts';
import type { Interaction, InteractionStore } from './interactions.ts';
import type { LogLine } from '../protocol.ts';
import { createLogs } from './logs.ts';
import type { LogStore } from './logs.ts';
import { createMessages } from './messages.ts';
import type { MessageStore, StoredMessage } from './messages.ts';
import { APPLICATION, CHATTER } from './seed.ts';
import { createSessionStarts } from './session-starts.ts';
import type { SessionStarts } from './session-starts.ts';
import { createSnowflakes } from './snowflake.ts';
import { createWorld } from './world.ts';
import type { WorldState } from './world.ts';
import type { Guild, Member } from './guild.ts';

/** What the parts of the local Discord tell one another. */
export interface StateEvents {
  message: [stored: StoredMessage, change: 'create' | 'update'];
  'message-deleted': [stored: StoredMessage];
  interaction: [interaction: Interaction];
  'commands-changed': [];
  bot: [online: boolean];
  guild: [guild: Guild, change: GuildChange];
  member: [guild: Guild, member: Member, change: MemberChange];
  faults: [];
  log: [line: LogLine];
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
  readonly faults: FaultState;
  readonly logs: LogStore;
  readonly sessionStarts: SessionStarts;
  /** The privileged intents are switched on for the application. */
  readonly privileged: boolean;
  readonly limits: Limits;
  readonly events: EventEmitter<StateEvents>;
}

/** How much is allowed of what takes long to try, and for how long what is slow is waited for. */
export interface Limits {
  /** IDENTIFYs in a day, and in five seconds. */
  identifies: number;
  concurrency: number;
  /** Refused REST requests in ten minutes. */
  invalidRequests: number;
  /** Milliseconds that a first response may take. */
  firstResponseMs: number;
}

/** What can be chosen about a world. */
export interface StateOptions {
  token: string;
  /** Milliseconds since 1970. */
  now: () => number;
  privileged: boolean;
  limits: Limits;
}

/** The seed world with nothing registered. */
export function createState({ token, now, privileged, limits }: StateOptions): State {
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
  const logs = createLogs((line) => events.emit('log', line));
  const commands = createCommands(APPLICATION.id, snowflake, () => events.emit('commands-changed'));
  const faults = createFaults(world, {
    guild(guild, change) {
      // Discord forgets a guild's commands with the application.
      if (change === 'removed') commands.replace(guild.id, []);
      events.emit('guild', guild, change);
    },
    member: (guild, member, change) => events.emit('member', guild, member, change),
    changed: () => events.emit('faults'),
  });
  return {
    now,
    snowflake,
    token,
    origin: '',
    application: APPLICATION,
    world,
    commands,
    messages,
    faults,
    logs,
    sessionStarts: createSessionStarts(now, limits),
    privileged,
    limits,
    interactions: createInteractions(
      { messages, logs },
      { now, firstResponseMs: limits.firstResponseMs },
      (interaction) => events.emit('interaction', interaction),
    ),
    attachments: createAttachments(snowflake, now),
    events,
  };
}
