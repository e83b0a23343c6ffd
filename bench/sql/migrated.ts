import { startFakeDiscord } from '../discord/fake-discord.ts';
import { startOstinato } from '../processes/bots.ts';
import type { Database } from '../processes/database.ts';
import type { Processes } from '../processes/processes.ts';

const TEMPLATE = 'bench_migrated';

/** How to make empty databases with the bot's schema, as the bot itself makes it when it starts: once, the others are copies. */
export function migratedDatabases(processes: Processes, database: Database): (name: string) => Promise<void> {
  async function migrate(): Promise<void> {
    await database.query(`drop database if exists ${TEMPLATE}`);
    await database.query(`create database ${TEMPLATE}`);
    await using discord = await startFakeDiscord();
    const bot = await startOstinato(processes, 'migrating', discord, database.url(TEMPLATE));
    await bot.stop();
  }
  let migrated: Promise<void> | undefined;
  return async (name) => {
    await (migrated ??= migrate());
    await database.query(`drop database if exists ${name}`);
    await database.query(`create database ${name} template ${TEMPLATE}`);
  };
}
