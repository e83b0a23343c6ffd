import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { guild } from './guild.ts';
import { APPLICATION_ID, guildId } from './ids.ts';

const HEARTBEAT_MS = 41_250;

/**
 * Greets a client, takes whatever token it has, and answers its heartbeats; tells of each server those who have the
 * intent. Source: Discord documentation, "Gateway".
 */
export function welcome(
  socket: WebSocket,
  { origin, guilds }: { origin: string; guilds: number },
  onReady: () => void,
): void {
  const send = (op: GatewayOpcodes, d: unknown, t: string | null = null, s: number | null = null) =>
    socket.send(JSON.stringify({ op, d, s, t }));
  socket.on('message', (bytes: Buffer) => {
    const { op, d } = JSON.parse(bytes.toString()) as { op: GatewayOpcodes; d: { intents: number } };
    if (op === GatewayOpcodes.Heartbeat) send(GatewayOpcodes.HeartbeatAck, null);
    if (op !== GatewayOpcodes.Identify) return;
    send(GatewayOpcodes.Dispatch, readyData(origin, guilds), 'READY', 1);
    if (d.intents & GatewayIntentBits.Guilds)
      for (let n = 0; n < guilds; n += 1) send(GatewayOpcodes.Dispatch, guild(n), 'GUILD_CREATE', 1);
    onReady();
  });
  socket.on('error', () => socket.terminate());
  send(GatewayOpcodes.Hello, { heartbeat_interval: HEARTBEAT_MS });
}

function readyData(origin: string, guilds: number) {
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
    guilds: Array.from({ length: guilds }, (_, n) => ({ id: guildId(n), unavailable: true })),
    session_id: 'bench',
    session_type: 'normal',
    resume_gateway_url: `ws://${origin}/gateway`,
    shard: [0, 1],
    application: { id: APPLICATION_ID, flags: 0 },
  };
}
