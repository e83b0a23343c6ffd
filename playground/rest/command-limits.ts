import { ApplicationCommandType } from 'discord-api-types/v10';
import type { CommandFields } from '../state/commands.ts';
import { discordError } from './errors.ts';

/** How many commands of each type a scope may have. https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
const COMMANDS_MAX: Record<number, number> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};
const CREATES_A_DAY = 200;
const DAY_MS = 86_400_000;

/** Throws 30032 when there are too many commands of a type. */
export function checkCount(commands: CommandFields[]): void {
  const counts = new Map<number, number>();
  for (const { type } of commands) {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    if (count > (COMMANDS_MAX[type] ?? 1)) throw discordError(30032);
  }
}

/** Counts new commands by scope and day; throws 30034 for the 201st. Updates and deletions are free. */
export function createDailyCreates(now: () => number): (scope: string | null, count: number) => void {
  const days = new Map<string | null, { used: number; endsAt: number }>();
  return (scope, count) => {
    const open = days.get(scope);
    const day = open && open.endsAt > now() ? open : { used: 0, endsAt: now() + DAY_MS };
    if (day.used + count > CREATES_A_DAY) throw discordError(30034);
    day.used += count;
    days.set(scope, day);
  };
}
