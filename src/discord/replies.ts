import {
  ComponentType,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
} from 'discord.js';

/** What a handler has to say; the edge decides how it reaches Discord. */
export interface Reply {
  content?: string;
  embeds?: APIEmbed[];
  components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: { name: string; data: Uint8Array }[];
  /** Only for the caller's eyes; left out, the command's and the caller's preference decide. */
  private?: boolean;
}

/** Blurple of Discord's own palette. */
export const ACCENT = 0x58_65_f2;

/** A sentence, with buttons where there is something to do next. */
export function say(content: string, ...buttons: APIComponentInMessageActionRow[]): Reply {
  return { content, components: rowOf(buttons) };
}

/** An embed, with a row of buttons below it. */
export function card(embed: APIEmbed, buttons: APIComponentInMessageActionRow[] = []): Reply {
  return { embeds: [{ color: ACCENT, ...embed }], components: rowOf(buttons) };
}

function rowOf(
  components: APIComponentInMessageActionRow[],
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return components.length > 0 ? [{ type: ComponentType.ActionRow, components }] : [];
}
