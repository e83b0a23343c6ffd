const DISCORD_EPOCH = 1_420_070_400_000n;

/** Makes snowflakes from the clock: strictly rising, so two made in the same millisecond still differ. https://docs.discord.com/developers/reference#snowflakes */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const candidate = (BigInt(now()) - DISCORD_EPOCH) << 22n;
    last = candidate > last ? candidate : last + 1n;
    return String(last);
  };
}

/** The shard that hears about a guild. https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(guildId: string | null, shardCount: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Orders two snowflakes as numbers, oldest first. */
export function bySnowflake(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
