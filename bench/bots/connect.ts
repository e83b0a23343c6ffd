import {
  Client,
  Events,
  GatewayIntentBits,
  type ChatInputCommandInteraction,
  type InteractionReplyOptions,
} from 'discord.js';

/** What a bot does with one command. */
export type Answer = (interaction: ChatInputCommandInteraction) => Promise<InteractionReplyOptions | string>;

/** A discord.js bot that answers commands; says so on standard output when it is connected. */
export async function answerCommands(
  [api = '', token = '']: readonly string[],
  answer: Answer,
): Promise<void> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    answer(interaction)
      .then((reply) => interaction.reply(reply))
      .catch(complain);
  });
  client.once(Events.ClientReady, sayConnected);
  process.once('SIGTERM', () => process.exit(0));
  await client.login(token);
}

export function sayConnected(): void {
  process.stdout.write('connected\n');
}

export function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
