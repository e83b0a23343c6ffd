import { randomBytes } from 'node:crypto';
import { ApplicationFlags, GatewayIntentBits } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { guildCreateJson } from '../state/guild-json.ts';
import type { StoredMessage } from '../state/messages.ts';
import { shardOf } from '../state/snowflake.ts';
import type { State } from '../state/state.ts';
import { memberJson } from '../state/world.ts';
import { serveConnection } from './connection.ts';
import type { ConnectionHost } from './connection.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';

const HEARTBEAT_MS = 41_250;

/** The gateway: its sessions, and the way to tell them things. */
export interface Gateway {
  connect(socket: WebSocket, version?: string): void;
  /** Sends an event to the shard of a guild; null is a direct message. False when no session would ever get it. */
  dispatch(event: string, data: unknown, guildId: string | null, intent?: number): boolean;
  /** A session is identified, and its connection is open. */
  online(): boolean;
  /** Drops every connection without a goodbye, as a network fault does; sessions stay resumable. */
  drop(): void;
}

/** A gateway with no sessions. `heartbeatMs` is the interval asked of clients. */
export function createGateway(state: State, heartbeatMs = HEARTBEAT_MS): Gateway {
  const sessions = new Map<string, Session>();
  const sockets = new Set<WebSocket>();
  const { world, application } = state;
  const isOnline = () => [...sessions.values()].some((session) => session.isConnected());

  function welcome(session: Session) {
    const mine = world.guilds.filter((guild) => shardOf(guild.id, session.shard[1]) === session.shard[0]);
    session.dispatch('READY', {
      v: 10,
      user: { ...world.bot, verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: mine.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: `${state.origin.replace('http', 'ws')}/gateway`,
      shard: session.shard,
      application: { id: application.id, flags: ApplicationFlags.ApplicationCommandBadge },
      private_channels: [],
      relationships: [],
      user_settings: {},
      _trace: [],
    });
    if (session.intents & GatewayIntentBits.Guilds)
      for (const guild of mine) session.dispatch('GUILD_CREATE', guildCreateJson(guild, world.bot.id));
  }

  const host: ConnectionHost = {
    token: state.token,
    heartbeatMs,
    now: state.now,
    identified({ intents, shard }, socket) {
      // Whoever identifies anew has given its lost session up; kept, it would hide that nobody listens.
      for (const [id, old] of sessions)
        if (!old.isConnected() && old.shard.join() === shard.join()) sessions.delete(id);
      const session = createSession(randomBytes(16).toString('hex'), shard, intents, socket);
      sessions.set(session.id, session);
      welcome(session);
      state.events.emit('bot', true);
      return session;
    },
    session: (id) => sessions.get(id),
    resumed: () => state.events.emit('bot', true),
    closed(session, ended) {
      if (ended) sessions.delete(session.id);
      state.events.emit('bot', isOnline());
    },
  };

  function dispatch(event: string, data: unknown, guildId: string | null, intent = 0): boolean {
    const hearing = [...sessions.values()].filter(
      ({ shard, intents }) => shardOf(guildId, shard[1]) === shard[0] && (intents & intent) === intent,
    );
    for (const session of hearing) session.dispatch(event, data);
    return hearing.length > 0;
  }

  function messageIntent(channelId: string): { guildId: string | null; intent: number } {
    const guildId = world.place(channelId)?.guild?.id ?? null;
    const intent = guildId === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
    return { guildId, intent };
  }
  // Without the MESSAGE_CONTENT intent, which is privileged, other people's words are left out in guilds.
  function messageJson({ message }: StoredMessage, guildId: string | null) {
    const isOwn =
      message.author.id === world.bot.id || message.mentions.some(({ id }) => id === world.bot.id);
    const hidden =
      guildId === null || isOwn ? {} : { content: '', embeds: [], attachments: [], components: [] };
    const member = world.guild(guildId ?? '')?.members.get(message.author.id);
    return {
      ...message,
      ...hidden,
      ...(guildId !== null && member && { guild_id: guildId, member: memberJson(member) }),
    };
  }

  state.events.on('message', (stored, change) => {
    const { guildId, intent } = messageIntent(stored.message.channel_id);
    const event = change === 'create' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE';
    dispatch(event, messageJson(stored, guildId), guildId, intent);
  });
  state.events.on('message-deleted', ({ message: { id, channel_id } }) => {
    const { guildId, intent } = messageIntent(channel_id);
    const where = guildId === null ? { id, channel_id } : { id, channel_id, guild_id: guildId };
    dispatch('MESSAGE_DELETE', where, guildId, intent);
  });

  return {
    connect(socket, version) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serveConnection(socket, host, version);
    },
    dispatch,
    online: isOnline,
    drop: () => sockets.forEach((socket) => socket.terminate()),
  };
}
