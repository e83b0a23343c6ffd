import { Status, type Client } from 'discord.js';

/** One connection of this process to the gateway. */
export interface ShardState {
  shard: number;
  ready: boolean;
  /** discord.js's word for it, such as `Connecting`. */
  status: string;
  /** Round trip of the last heartbeat in milliseconds; null before the first. */
  pingMs: number | null;
}

/** The shards of a client, as they are now. */
export function shardStates(client: Client): ShardState[] {
  return client.ws.shards.map(({ id, status, ping }) => ({
    shard: id,
    ready: status === Status.Ready,
    status: Status[status],
    pingMs: ping >= 0 ? ping : null,
  }));
}
