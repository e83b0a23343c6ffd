import { REST } from 'discord.js';
import { isMember } from '../../src/discord/connection/guild-member.ts';
import { reconcileMembers } from '../../src/jobs/reconcile-members.ts';
import { createLogger } from '../../src/logger.ts';
import { TOKEN, type Ostinato } from './ostinato.ts';

/** Compares members with the local Discord, at once, as the bot does every few minutes. */
export async function compareMembers({ discord, database }: Ostinato): Promise<void> {
  const rest = new REST({ api: `${discord.url}/api` }).setToken(TOKEN);
  const ask = (guildId: string, userId: string) => isMember(rest, guildId, userId);
  await reconcileMembers(database.knex, ask, createLogger('silent'));
}
