import { BETWEEN_GUILDS, FIRST_GUILD } from '../discord/ids.ts';

/** How much there is of what. */
export interface Size {
  playlists: number;
  users: number;
  guilds: number;
  /** The first ones of the users, who have hundreds of lists. */
  busy: number;
}

/** SQL for a UUID of version 7, whose first half is a moment: they come in order, as the bot's own do. */
export const uuid = (n: string) =>
  `cast(lpad(to_hex(1760000000000 + ${n}), 12, '0') || '7' || substr(md5((${n})::text), 1, 3) || '8' ||
        substr(md5((${n})::text), 4, 15) as uuid)`;

export const FIRST_USER = 600_000_000_000_000_000n;
/** SQL for the n-th of the servers that the bot is in. */
export const guild = (n: string) => `${FIRST_GUILD} + ${BETWEEN_GUILDS} * (${n})`;
/** SQL for a word of the vocabulary: an early one more likely, another one for each `salt`. */
export const word = (seed: string, salt: number) =>
  `words[1 + floor(size * power((hashint8extended(${seed}, ${salt}) & 1048575) / 1048576::float8, 3))::int]`;
