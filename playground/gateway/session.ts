import type { WebSocket } from 'ws';

const BUFFER_MAX = 1000;

/** One identified session; it outlives its connection so that it can be resumed. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly intents: number;
  /** Sends a dispatch, or keeps it for a resume. */
  dispatch(event: string, data: unknown): void;
  /** Whether everything after `seq` can still be replayed. */
  canResume(seq: number): boolean;
  /** Takes over a new connection and replays what was missed, ending with RESUMED. */
  resume(socket: WebSocket, seq: number): void;
  detach(socket: WebSocket): void;
  isConnected(): boolean;
}

/** Opens a session on a connection. https://docs.discord.com/developers/events/gateway#resuming */
export function createSession(
  id: string,
  shard: readonly [number, number],
  intents: number,
  first: WebSocket,
): Session {
  let socket: WebSocket | undefined = first;
  let last = 0;
  const sent: { seq: number; frame: string }[] = [];

  function dispatch(t: string, d: unknown) {
    last += 1;
    const frame = JSON.stringify({ op: 0, t, s: last, d });
    sent.push({ seq: last, frame });
    if (sent.length > BUFFER_MAX) sent.shift();
    socket?.send(frame);
  }

  return {
    id,
    shard,
    intents,
    dispatch,
    canResume: (seq) => seq <= last && seq >= (sent[0]?.seq ?? 1) - 1,
    resume(next, seq) {
      socket = next;
      for (const missed of sent) if (missed.seq > seq) next.send(missed.frame);
      dispatch('RESUMED', { _trace: [] });
    },
    detach(old) {
      if (socket === old) socket = undefined;
    },
    isConnected: () => socket !== undefined,
  };
}
