/** Who is to hear of something: the shard of a guild (null is a direct message), with that intent; `times` repeats it. */
export interface Hearers {
  guildId: string | null;
  intent?: number;
  times?: number;
}

/** Sends an event. False when no session would ever get it. */
export type Dispatch = (event: string, data: unknown, to: Hearers) => boolean;
