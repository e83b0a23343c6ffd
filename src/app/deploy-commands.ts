import { config as loadEnv } from 'dotenv';
import { REST, Routes, type APIApplication } from 'discord.js';
import { commands } from '../../commands/index.ts';
import { ConfigError, EX_CONFIG, readConfig } from '../config.ts';
import { commandJson } from '../discord/declare/command-json.ts';
import { escapeText } from '../discord/escape.ts';
import { registerCommands } from '../discord/connection/register.ts';
import { createTranslations } from '../locales/translate.ts';

/** Registers the commands that changed: everywhere, or in the one guild whose id is the first argument. */
async function deploy(guildId: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  if (!config.DISCORD_TOKEN) {
    throw new ConfigError('DISCORD_TOKEN is missing; set it in .env, then run this again.');
  }
  if (guildId !== undefined && !/^\d{17,20}$/.test(guildId)) {
    throw new ConfigError(
      `“${guildId}” is no server id; copy it from Discord (Developer Mode, right-click the server).`,
    );
  }
  const rest = new REST({ api: config.DISCORD_API_URL }).setToken(config.DISCORD_TOKEN);
  const application = (await rest.get(Routes.currentApplication())) as APIApplication;
  const translations = createTranslations(escapeText);
  const declared = commands.map((command) => commandJson(command, translations));
  const { created, changed, removed, unchanged } = await registerCommands(
    rest,
    application.id,
    declared,
    guildId,
  );
  const tell = (what: string, names: string[]) =>
    names.length > 0 && console.log(`${what}: ${names.join(', ')}`);
  tell('Created', created);
  tell('Changed', changed);
  tell('Removed', removed);
  tell('Unchanged', unchanged);
}

loadEnv({ quiet: true });
try {
  await deploy(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? EX_CONFIG : 1;
}
