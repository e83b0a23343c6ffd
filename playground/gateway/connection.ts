import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import { CLOSE, frame, identify, KNOWN_INTENTS, presence, PRIVILEGED_INTENTS, resume } from './frames.ts';
import type { Session } from './session.ts';
import type { Wire } from './wire.ts';

/** What a connection asks of the gateway it belongs to. */
export interface ConnectionHost {
  readonly token: string;
  readonly heartbeatMs: number;
  readonly now: () => number;
  /** The privileged intents are switched on for the application. */
  readonly privileged: boolean;
  /** Counts an IDENTIFY; `exhausted` means that the token is reset. */
  start(): 'allowed' | 'busy' | 'exhausted';
  identified(options: { intents: number; shard: readonly [number, number] }, wire: Wire): Session;
  session(id: string): Session | undefined;
  resumed(session: Session): void;
  requestMembers(session: Session, data: unknown): void;
  /** `ended`: the client closed normally, which ends its session. */
  closed(session: Session, ended: boolean): void;
}

const NORMAL = new Set([1000, 1001]);
const FRAMES_MAX = 120;
const FRAMES_WINDOW_MS = 60_000;
const FRAME_BYTES_MAX = 4096;
// A client may be late by half an interval before its connection counts as dead.
const PATIENCE = 1.5;

/** Serves one gateway connection: HELLO, heartbeats, IDENTIFY, RESUME. https://docs.discord.com/developers/events/gateway#connection-lifecycle */
export function serveConnection(
  { socket, wire }: { socket: WebSocket; wire: Wire },
  host: ConnectionHost,
  version: string | undefined,
): void {
  let session: Session | undefined;
  let silence: NodeJS.Timeout | undefined;
  const window = { frames: 0, endsAt: 0 };

  const send = (op: GatewayOpcodes, d?: unknown) =>
    wire.send(JSON.stringify({ op, d: d ?? null, s: null, t: null }));
  const close = ([code, reason]: readonly [number, string]) => wire.close(code, reason);
  function awaitHeartbeat() {
    clearTimeout(silence);
    silence = setTimeout(() => close(CLOSE.sessionTimedOut), host.heartbeatMs * PATIENCE);
  }

  function onIdentify(data: unknown) {
    if (session) return close(CLOSE.alreadyAuthenticated);
    const { success, data: given } = identify.safeParse(data);
    if (!success) return close(CLOSE.decodeError);
    const shard = given.shard ?? ([0, 1] as const);
    if (given.token !== host.token) return close(CLOSE.authenticationFailed);
    if (shard[0] >= shard[1]) return close(CLOSE.invalidShard);
    if (given.intents & ~KNOWN_INTENTS || given.intents < 0) return close(CLOSE.invalidIntents);
    if (given.intents & PRIVILEGED_INTENTS && !host.privileged) return close(CLOSE.disallowedIntents);
    const start = host.start();
    if (start === 'exhausted') return close(CLOSE.authenticationFailed);
    if (start === 'busy') return send(GatewayOpcodes.InvalidSession, false);
    session = host.identified({ intents: given.intents, shard }, wire);
  }

  function onResume(data: unknown) {
    if (session) return close(CLOSE.alreadyAuthenticated);
    const { success, data: given } = resume.safeParse(data);
    if (!success) return close(CLOSE.decodeError);
    if (given.token !== host.token) return close(CLOSE.authenticationFailed);
    const known = host.session(given.session_id);
    if (!known) return send(GatewayOpcodes.InvalidSession, false);
    if (!known.canResume(given.seq)) return close(CLOSE.invalidSeq);
    session = known;
    known.resume(wire, given.seq);
    host.resumed(known);
  }

  // Presences and voice are not part of this world: there is nothing to tell.
  const ignore = () => (session ? undefined : close(CLOSE.notAuthenticated));
  const handlers: Partial<Record<number, (data: unknown) => void>> = {
    [GatewayOpcodes.Heartbeat]: () => {
      awaitHeartbeat();
      send(GatewayOpcodes.HeartbeatAck);
    },
    [GatewayOpcodes.Identify]: onIdentify,
    [GatewayOpcodes.Resume]: onResume,
    [GatewayOpcodes.PresenceUpdate]: (data) =>
      session && !presence.safeParse(data).success ? close(CLOSE.decodeError) : ignore(),
    [GatewayOpcodes.VoiceStateUpdate]: ignore,
    [GatewayOpcodes.RequestGuildMembers]: (data) =>
      session ? host.requestMembers(session, data) : close(CLOSE.notAuthenticated),
  };

  socket.on('message', (bytes: Buffer) => {
    if (host.now() >= window.endsAt)
      Object.assign(window, { frames: 0, endsAt: host.now() + FRAMES_WINDOW_MS });
    window.frames += 1;
    if (window.frames > FRAMES_MAX) return close(CLOSE.rateLimited);
    const parsed = bytes.length > FRAME_BYTES_MAX ? undefined : parse(bytes);
    if (!parsed) return close(CLOSE.decodeError);
    const handle = handlers[parsed.op] ?? (() => close(CLOSE.unknownOpcode));
    handle(parsed.d);
  });
  socket.on('close', (code) => {
    clearTimeout(silence);
    if (!session) return;
    session.detach(wire);
    host.closed(session, NORMAL.has(code));
  });
  socket.on('error', () => socket.terminate());

  if (version !== undefined && version !== '10') return close(CLOSE.invalidVersion);
  send(GatewayOpcodes.Hello, { heartbeat_interval: host.heartbeatMs, _trace: [] });
  awaitHeartbeat();
}

function parse(bytes: Buffer): z.output<typeof frame> | undefined {
  try {
    return frame.safeParse(JSON.parse(bytes.toString())).data;
  } catch {
    return undefined;
  }
}
