import type { Wire } from './wire.ts';

const BUFFER_MAX = 1000;

/** One identified session; it outlives its connection so that it can be resumed. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly intents: number;
  /** Sends a dispatch, or keeps it for a resume; `times` sends the same one again, as a replay would. */
  dispatch(event: string, data: unknown, times?: number): void;
  /** Whether everything after `seq` can still be replayed. */
  canResume(seq: number): boolean;
  /** Takes over a new connection and replays what was missed, ending with RESUMED. */
  resume(wire: Wire, seq: number): void;
  detach(wire: Wire): void;
  isConnected(): boolean;
}

/** Opens a session on a connection. https://docs.discord.com/developers/events/gateway#resuming */
export function createSession(
  id: string,
  shard: readonly [number, number],
  intents: number,
  first: Wire,
): Session {
  let wire: Wire | undefined = first;
  let last = 0;
  const sent: { seq: number; frame: string }[] = [];

  function dispatch(t: string, d: unknown, times = 1) {
    last += 1;
    const frame = JSON.stringify({ op: 0, t, s: last, d });
    sent.push({ seq: last, frame });
    if (sent.length > BUFFER_MAX) sent.shift();
    for (let i = 0; i < times; i += 1) wire?.send(frame);
  }

  return {
    id,
    shard,
    intents,
    dispatch,
    canResume: (seq) => seq <= last && seq >= (sent[0]?.seq ?? 1) - 1,
    resume(next, seq) {
      wire = next;
      for (const missed of sent) if (missed.seq > seq) next.send(missed.frame);
      dispatch('RESUMED', { _trace: [] });
    },
    detach(old) {
      if (wire === old) wire = undefined;
    },
    isConnected: () => wire !== undefined,
  };
}
