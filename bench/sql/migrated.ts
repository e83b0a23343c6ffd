import { startFakeDiscord } from '../discord/fake-discord.ts';
import { startOstinato } from '../processes/bots.ts';
import type { Bench } from '../run.ts';

/** Makes an empty database with the bot's schema, as the bot itself makes it when it starts. */
export async function migratedDatabase({ processes, database }: Bench, name: string): Promise<void> {
  await database.query(`drop database if exists ${name}`);
  await database.query(`create database ${name}`);
  await using discord = await startFakeDiscord();
  const bot = await startOstinato(processes, `migrating ${name}`, discord, database.url(name));
  await bot.stop();
}
