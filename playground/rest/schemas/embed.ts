import { EmbedType } from 'discord-api-types/v10';
import type { APIEmbed } from 'discord-api-types/v10';
import { z } from 'zod';
import { codePoints } from '../../state/code-points.ts';
import { complain, integer, list, text, url } from './primitives.ts';

const EMBEDS_MAX = 10;
const CHARACTERS_MAX = 6000;

const link = url('http', 'https').nullish();
const image = z.object({ url: url('http', 'https', 'attachment') }).nullish();
const icon = url('http', 'https', 'attachment').nullish();

/** One embed. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const embed = z
  .object({
    title: text(0, 256).nullish(),
    description: text(0, 4096).nullish(),
    url: link,
    color: integer(0, 0xffffff).nullish(),
    timestamp: z.string().nullish(),
    author: z.object({ name: text(1, 256), url: link, icon_url: icon }).nullish(),
    footer: z.object({ text: text(1, 2048), icon_url: icon }).nullish(),
    image,
    thumbnail: image,
    fields: list(
      z.object({ name: text(1, 256), value: text(1, 1024), inline: z.boolean().nullish() }),
      0,
      25,
    ).nullish(),
  })
  .superRefine(({ timestamp }, ctx) => {
    if (timestamp && Number.isNaN(Date.parse(timestamp)))
      complain(ctx, 'DATE_TYPE_PARSE', 'Could not parse value. Should be ISO8601.', ['timestamp']);
  });

type Embed = z.infer<typeof embed>;

function characters({ title, description, author, footer, fields }: Embed): number {
  const texts = [
    title,
    description,
    author?.name,
    footer?.text,
    ...(fields ?? []).flatMap((f) => [f.name, f.value]),
  ];
  return texts.reduce((sum, part) => sum + codePoints(part ?? ''), 0);
}

function withoutNulls(value: Embed): APIEmbed {
  const given = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return { type: EmbedType.Rich, ...Object.fromEntries(given) };
}

/** The embeds of a message: at most ten, and 6,000 characters over all of them. */
export const embeds = list(embed, 0, EMBEDS_MAX)
  .superRefine((all, ctx) => {
    if (all.reduce((sum, one) => sum + characters(one), 0) > CHARACTERS_MAX)
      complain(ctx, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${CHARACTERS_MAX}`);
  })
  .transform((all) => all.map(withoutNulls));
