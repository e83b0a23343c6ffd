export const APPLICATION_ID = '100000000000000001';

export const FIRST_GUILD = 510_000_000_000_000_000n;
export const BETWEEN_GUILDS = 1_000n;

/** Of the n-th server the bot is in; what is in it has the next thousand ids. */
export const guildId = (n: number) => String(FIRST_GUILD + BigInt(n) * BETWEEN_GUILDS);
