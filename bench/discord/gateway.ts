import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';

export const APPLICATION_ID = '100000000000000001';

const HEARTBEAT_MS = 41_250;

/** Greets a client, takes whatever token it has, and answers its heartbeats. Source: Discord documentation, "Gateway". */
export function welcome(socket: WebSocket, origin: string, onReady: () => void): void {
  const send = (op: GatewayOpcodes, d: unknown, t: string | null = null, s: number | null = null) =>
    socket.send(JSON.stringify({ op, d, s, t }));
  socket.on('message', (bytes: Buffer) => {
    const { op } = JSON.parse(bytes.toString()) as { op: GatewayOpcodes };
    if (op === GatewayOpcodes.Heartbeat) send(GatewayOpcodes.HeartbeatAck, null);
    if (op !== GatewayOpcodes.Identify) return;
    send(GatewayOpcodes.Dispatch, readyData(origin), 'READY', 1);
    onReady();
  });
  socket.on('error', () => socket.terminate());
  send(GatewayOpcodes.Hello, { heartbeat_interval: HEARTBEAT_MS });
}

function readyData(origin: string) {
  return {
    v: 10,
    user: {
      id: APPLICATION_ID,
      username: 'bench',
      discriminator: '0',
      global_name: null,
      avatar: null,
      bot: true,
    },
    guilds: [],
    session_id: 'bench',
    session_type: 'normal',
    resume_gateway_url: `ws://${origin}/gateway`,
    shard: [0, 1],
    application: { id: APPLICATION_ID, flags: 0 },
  };
}
