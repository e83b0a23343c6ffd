export const APPLICATION_ID = '100000000000000001';

const FIRST_GUILD = 510_000_000_000_000_000n;

/** Of the n-th server the bot is in; what is in it has the next thousand ids. */
export const guildId = (n: number) => String(FIRST_GUILD + BigInt(n) * 1_000n);
