import { BOT } from './bot.ts';
import { DATABASE } from './database.ts';
import { DISCORD } from './discord.ts';
import { NETWORK } from './network.ts';
import type { Scenario } from './scenario.ts';
import { TWO_PROCESSES } from './two-processes.ts';

/** Every fault that the suite lets happen, in the order of docs/reliability.md. */
export const SCENARIOS: readonly Scenario[] = [...DATABASE, ...NETWORK, ...BOT, ...DISCORD, ...TWO_PROCESSES];
