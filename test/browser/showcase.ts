import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  EmbedBuilder,
  FileBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  SectionBuilder,
  SeparatorBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  ThumbnailBuilder,
} from 'discord.js';
import { crc32, deflateSync } from 'node:zlib';

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
};

/** A picture of one colour, as PNG. */
function png(colour: [number, number, number], width = 320, height = 180): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const line = Buffer.concat([Buffer.of(0), ...Array.from({ length: width }, () => Buffer.from(colour))]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const files = [
  new AttachmentBuilder(png([233, 30, 99]), { name: 'red.png', description: 'A red sleeve' }),
  new AttachmentBuilder(png([46, 204, 113]), { name: 'green.png', description: 'A green sleeve' }),
  new AttachmentBuilder(Buffer.from('Aria\nGigue\n'), { name: 'tracks.txt' }),
];

function selects() {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday'].map((label) => ({ label, value: label }));
  return [
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('days')
        .setPlaceholder('Days to play')
        .setMinValues(2)
        .setMaxValues(3)
        .addOptions(days),
    ),
    new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
      new ChannelSelectMenuBuilder().setCustomId('where').setPlaceholder('Where to play'),
    ),
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('a').setLabel('Blurple').setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setCustomId('b').setLabel('Grey').setStyle(ButtonStyle.Secondary),
      new ButtonBuilder().setCustomId('c').setLabel('Red').setStyle(ButtonStyle.Danger).setEmoji('🗑️'),
      new ButtonBuilder().setURL('https://example.org/').setLabel('Away').setStyle(ButtonStyle.Link),
    ),
  ];
}

function laidOut(): ContainerBuilder {
  return new ContainerBuilder()
    .setAccentColor(0x5865f2)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('## Goldberg Variations'))
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder().setContent('Thirty variations on **one** aria.'))
        .setThumbnailAccessory(
          new ThumbnailBuilder().setURL('attachment://red.png').setDescription('The sleeve'),
        ),
    )
    .addSeparatorComponents(new SeparatorBuilder())
    .addMediaGalleryComponents(
      new MediaGalleryBuilder().addItems(
        { media: { url: 'attachment://red.png' }, description: 'Front of the sleeve' },
        { media: { url: 'attachment://green.png' }, description: 'Back of the sleeve', spoiler: true },
      ),
    )
    .addFileComponents(new FileBuilder().setURL('attachment://tracks.txt'))
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder().setContent('Like it?'))
        .setButtonAccessory(
          new ButtonBuilder().setCustomId('like').setLabel('Like').setStyle(ButtonStyle.Success),
        ),
    );
}

/** Two messages with every kind of component: an embed with selects and buttons, and a laid-out one. */
export async function showcase(interaction: ChatInputCommandInteraction): Promise<void> {
  const embed = new EmbedBuilder()
    .setAuthor({ name: 'The band', url: 'https://example.org/' })
    .setTitle('Everything')
    .setURL('https://example.org/')
    .setDescription(
      '# Big\n-# small\n- a [link](https://example.org/), `code`, ||hidden||\n> <@200000000000000002>',
    )
    .addFields(
      { name: 'Left', value: 'one', inline: true },
      { name: 'Right', value: '<t:0:R>', inline: true },
      { name: 'Code', value: '```\nplay()\n```' },
    )
    .setColor(0xf1c40f)
    .setImage('attachment://red.png')
    .setFooter({ text: 'The end' });
  await interaction.reply({ content: 'Have a look.', embeds: [embed], files, components: selects() });
  await interaction.followUp({ components: [laidOut()], files, flags: MessageFlags.IsComponentsV2 });
}
