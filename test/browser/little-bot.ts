import {
  ActionRowBuilder,
  ApplicationCommandType,
  type AutocompleteInteraction,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  Events,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  SlashCommandBuilder,
} from 'discord.js';
import { showcase } from './showcase.ts';

const songs = ['Aria', 'Allemande', 'Bourrée', 'Gigue'];

const commands = [
  new SlashCommandBuilder()
    .setName('song')
    .setDescription('Songs')
    .addSubcommand((show) =>
      show
        .setName('show')
        .setDescription('Show a song')
        .setDescriptionLocalizations({ de: 'Ein Lied zeigen' })
        .addStringOption((title) =>
          title.setName('title').setDescription('Which song').setRequired(true).setAutocomplete(true),
        )
        .addIntegerOption((times) =>
          times.setName('times').setDescription('How often').setMinValue(1).setMaxValue(9),
        ),
    ),
  new SlashCommandBuilder().setName('dedicate').setDescription('Dedicate a song with a form'),
  new SlashCommandBuilder().setName('whisper').setDescription('Say something only to you'),
  new SlashCommandBuilder().setName('silence').setDescription('Never answer'),
  new SlashCommandBuilder().setName('ponder').setDescription('Think first'),
  new SlashCommandBuilder().setName('showcase').setDescription('Show every kind of component'),
  new ContextMenuCommandBuilder().setName('Quote it').setType(ApplicationCommandType.Message),
  new ContextMenuCommandBuilder().setName('Greet').setType(ApplicationCommandType.User),
].map((command) => command.toJSON());

/** A bot for the page's tests, and how to let it finish what it ponders. */
export interface LittleBot {
  finishPondering(): void;
  /** Registers one more command. */
  learn(name: string, description: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a bot with one command for each thing that the page must show. */
export async function startLittleBot(origin: string, token: string): Promise<LittleBot> {
  const client = new Client({ intents: [], rest: { api: `${origin}/api` } });
  const pondered = Promise.withResolvers<void>();

  async function command(interaction: ChatInputCommandInteraction): Promise<void> {
    if (interaction.commandName === 'song') await interaction.reply(song(interaction));
    if (interaction.commandName === 'dedicate') await interaction.showModal(dedication());
    if (interaction.commandName === 'whisper') {
      await interaction.reply({ content: '**Psst**, only you.', flags: MessageFlags.Ephemeral });
    }
    if (interaction.commandName === 'showcase') await showcase(interaction);
    if (interaction.commandName === 'ponder') {
      await interaction.deferReply();
      await pondered.promise;
      await interaction.editReply('I have pondered.');
    }
  }

  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) void suggest(interaction);
    if (interaction.isModalSubmit()) {
      void interaction.reply(`Dedicated to ${interaction.fields.getTextInputValue('whom')}.`);
    }
    if (interaction.isButton()) void applaud(interaction);
    if (interaction.isAnySelectMenu()) void interaction.reply(`Chosen: ${interaction.values.join(', ')}.`);
    if (interaction.isMessageContextMenuCommand()) {
      void interaction.reply({ content: `> ${interaction.targetMessage.content}`, flags: 'Ephemeral' });
    }
    if (interaction.isUserContextMenuCommand()) {
      void interaction.reply(`Hello, ${interaction.targetUser.username}!`);
    }
    if (interaction.isChatInputCommand()) void command(interaction);
  });

  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await (await ready).application.commands.set(commands);
  return {
    finishPondering: () => pondered.resolve(),
    async learn(name, description) {
      await client.application?.commands.create({ name, description });
    },
    stop: () => client.destroy(),
  };
}

function song({ options }: ChatInputCommandInteraction) {
  const embed = new EmbedBuilder()
    .setTitle(options.getString('title', true))
    .setDescription(`Played **${options.getInteger('times') ?? 1}** times, \\*never\\* too often.`)
    .setColor(0x5865f2)
    .setFooter({ text: 'No applause yet' });
  return { embeds: [embed], components: [row(false)] };
}

function dedication(): ModalBuilder {
  const whom = new TextInputBuilder().setCustomId('whom').setStyle(TextInputStyle.Short).setMaxLength(40);
  return new ModalBuilder()
    .setCustomId('dedication')
    .setTitle('A dedication')
    .addLabelComponents(new LabelBuilder().setLabel('To whom').setTextInputComponent(whom));
}

function row(disabled: boolean): ActionRowBuilder<ButtonBuilder> {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder()
      .setCustomId('applaud')
      .setLabel('Applaud')
      .setStyle(ButtonStyle.Success)
      .setDisabled(disabled),
  );
}

async function suggest(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  const found = songs.filter((title) => title.toLowerCase().startsWith(typed));
  await interaction.respond(found.map((name) => ({ name, value: name })));
}

async function applaud(interaction: ButtonInteraction): Promise<void> {
  const embeds = interaction.message.embeds.map((embed) =>
    EmbedBuilder.from(embed).setFooter({ text: `Applause from ${interaction.user.username}` }),
  );
  await interaction.update({ embeds, components: [row(true)] });
}
