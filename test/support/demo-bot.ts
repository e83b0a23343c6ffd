import {
  ActionRowBuilder,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContextMenuCommandBuilder,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { ClientEvents } from 'discord.js';

/** What the demonstration bot registers. */
export const commands = [
  new SlashCommandBuilder()
    .setName('demo')
    .setDescription('Answers in every way')
    .addSubcommand((sub) =>
      sub
        .setName('greet')
        .setDescription('Replies')
        .addStringOption((o) => o.setName('name').setDescription('Who').setRequired(true).setMaxLength(20))
        .addIntegerOption((o) =>
          o.setName('times').setDescription('How often').setMinValue(1).setMaxValue(3),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('slow')
        .setDescription('Defers, then edits and follows up')
        .addAttachmentOption((o) => o.setName('file').setDescription('A file')),
    )
    .addSubcommand((sub) =>
      sub
        .setName('pick')
        .setDescription('Completes')
        .addStringOption((o) => o.setName('fruit').setDescription('A fruit').setAutocomplete(true))
        .addUserOption((o) => o.setName('for').setDescription('For whom')),
    )
    .addSubcommand((sub) => sub.setName('form').setDescription('Opens a modal'))
    .toJSON(),
  new ContextMenuCommandBuilder().setName('Quote it').setType(ApplicationCommandType.Message).toJSON(),
];

const undo = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('undo:1').setLabel('Undo').setStyle(ButtonStyle.Secondary),
  );

/** Answers in every way that Discord has. */
export async function answer(interaction: ClientEvents['interactionCreate'][0]): Promise<unknown> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    const fruits = ['apple', 'apricot', 'banana'].filter((fruit) => fruit.startsWith(typed));
    return interaction.respond(fruits.map((fruit) => ({ name: fruit, value: fruit })));
  }
  if (interaction.isButton()) return interaction.update({ content: 'Undone.', components: [] });
  if (interaction.isModalSubmit())
    return interaction.reply(`Title: ${interaction.fields.getTextInputValue('title')}`);
  if (interaction.isMessageContextMenuCommand())
    return interaction.reply({ content: `> ${interaction.targetMessage.content}`, flags: 'Ephemeral' });
  if (!interaction.isChatInputCommand()) return undefined;
  switch (interaction.options.getSubcommand()) {
    case 'greet':
      return interaction.reply({
        content: `Hello ${interaction.options.getString('name')} from ${interaction.locale}`,
        components: [undo()],
      });
    case 'slow': {
      await interaction.deferReply({ flags: 'Ephemeral' });
      const given = interaction.options.getAttachment('file');
      const text = given ? await (await fetch(given.url)).text() : 'nothing';
      const files = [new AttachmentBuilder(Buffer.from(`copy of ${text}`), { name: 'copy.txt' })];
      await interaction.editReply({ content: 'Here it is.', files });
      return interaction.followUp({ content: 'And one more thing.' });
    }
    case 'pick':
      return interaction.reply(
        `${interaction.options.getString('fruit')} for ${interaction.options.getUser('for')?.username}`,
      );
    default:
      return interaction.showModal(
        new ModalBuilder()
          .setCustomId('form')
          .setTitle('A form')
          .addLabelComponents(
            new LabelBuilder()
              .setLabel('Title')
              .setTextInputComponent(
                new TextInputBuilder().setCustomId('title').setStyle(TextInputStyle.Short).setMaxLength(10),
              ),
          ),
      );
  }
}
