import { Client, Events, type ChatInputCommandInteraction } from 'discord.js';

/** A discord.js bot that answers commands; says so on standard output when it is connected. */
export async function answerCommands(
  [api = '', token = '']: readonly string[],
  answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ intents: [], rest: { api } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void answer(interaction);
  });
  client.once(Events.ClientReady, () => process.stdout.write('connected\n'));
  process.once('SIGTERM', () => process.exit(0));
  await client.login(token);
}
