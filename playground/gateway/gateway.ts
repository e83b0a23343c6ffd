import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { shardOf } from '../state/snowflake.ts';
import type { State } from '../state/state.ts';
import { serveConnection } from './connection.ts';
import type { ConnectionHost } from './connection.ts';
import type { Dispatch } from './dispatch.ts';
import { CLOSE } from './frames.ts';
import { tellOfGuilds } from './guild-events.ts';
import { sendMembers } from './members-chunk.ts';
import { tellOfMessages } from './message-events.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { welcome } from './welcome.ts';
import { createWire } from './wire.ts';
import type { Wire } from './wire.ts';

const HEARTBEAT_MS = 41_250;

/** The gateway: its sessions, and the way to tell them things. */
export interface Gateway {
  /** `version` and `compress` are what the client asks for in the address. */
  connect(socket: WebSocket, options: { version?: string | undefined; compress?: string | undefined }): void;
  dispatch: Dispatch;
  /** A session is identified, and its connection is open. */
  online(): boolean;
  /** Drops every connection without a goodbye, as a network fault does; tells how many. Sessions stay resumable unless told. */
  drop(options?: { resumable: boolean }): number;
  /** Asks every client to reconnect and resume; tells how many. */
  reconnect(): number;
}

/** A gateway with no sessions. `heartbeatMs` is the interval asked of clients. */
export function createGateway(state: State, heartbeatMs = HEARTBEAT_MS): Gateway {
  const sessions = new Map<string, Session>();
  const connections = new Map<WebSocket, Wire>();
  const isOnline = () => [...sessions.values()].some((session) => session.isConnected());

  const host: ConnectionHost = {
    token: state.token,
    heartbeatMs,
    now: state.now,
    privileged: state.privileged,
    start() {
      const start = state.sessionStarts.take();
      // Documented: whoever identifies too often in a day loses all sessions, and the token is reset.
      if (start === 'exhausted')
        for (const wire of connections.values()) wire.close(...CLOSE.authenticationFailed);
      return start;
    },
    identified({ intents, shard }, wire) {
      // Whoever identifies anew has given its lost session up; kept, it would hide that nobody listens.
      for (const [id, old] of sessions)
        if (!old.isConnected() && old.shard.join() === shard.join()) sessions.delete(id);
      const session = createSession(randomBytes(16).toString('hex'), shard, intents, wire);
      sessions.set(session.id, session);
      welcome(state, session);
      state.events.emit('bot', true);
      return session;
    },
    session: (id) => sessions.get(id),
    resumed: () => state.events.emit('bot', true),
    requestMembers: (session, data) => sendMembers(state.world, session, data),
    closed(session, ended) {
      if (ended) sessions.delete(session.id);
      state.events.emit('bot', isOnline());
    },
  };

  const dispatch: Dispatch = (event, data, { guildId, intent = 0, times }) => {
    const hearing = [...sessions.values()].filter(
      ({ shard, intents }) => shardOf(guildId, shard[1]) === shard[0] && (intents & intent) === intent,
    );
    for (const session of hearing) session.dispatch(event, data, times);
    return hearing.length > 0;
  };
  tellOfMessages(state, dispatch);
  tellOfGuilds(state, dispatch);

  return {
    connect(socket, { version, compress }) {
      const delay = () => state.faults.current.latency.gatewayMs;
      const wire = createWire(socket, { compress: compress === 'zlib-stream', delay });
      connections.set(socket, wire);
      socket.on('close', () => connections.delete(socket));
      serveConnection({ socket, wire }, host, version);
    },
    dispatch,
    online: isOnline,
    drop({ resumable } = { resumable: true }) {
      if (!resumable) sessions.clear();
      for (const socket of connections.keys()) socket.terminate();
      return connections.size;
    },
    reconnect() {
      const ask = JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null, s: null, t: null });
      for (const wire of connections.values()) wire.send(ask);
      return connections.size;
    },
  };
}
