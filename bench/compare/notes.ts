import type { CommandName } from './loads.ts';

/** How much of the rate of discord.js + pg is wanted, for all that Ostinato does besides. */
export const GOALS: readonly { command: CommandName; atLeast: number }[] = [
  { command: 'todo add', atLeast: 0.8 },
  { command: 'todo list', atLeast: 0.9 },
];

export const NOTES = `All bots ran at once and took turns; medians over the rounds. “Of pg” is the ratio of rates within the
same round, median (min..max). Milliseconds are from the gateway's event to the REST callback; microseconds and bytes
are for each interaction. PostgreSQL's processor time and WAL are the whole server's during a turn, Ostinato's jobs
included; GC is the time for which the bot's main thread stood still. Round trips, statements and bytes were counted on the way to PostgreSQL
in a run of their own, without Ostinato's jobs. The load comes from another process on the same machine, and the database does not wait for the disk (fsync off).`;
