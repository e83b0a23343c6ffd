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

/** Buttons in a row at most. */
const ROW = 5;

/** Blurple of Discord's own palette. */
export const ACCENT = 0x58_65_f2;

/** A sentence, with menus and buttons where there is something to do next. */
export function say(content: string, ...components: APIComponentInMessageActionRow[]): Reply {
  return { content, components: rowsOf(components) };
}

/** An embed, with menus and buttons below it. */
export function card(embed: APIEmbed, components: APIComponentInMessageActionRow[] = []): Reply {
  return { embeds: [{ color: ACCENT, ...embed }], components: rowsOf(components) };
}

/** Five buttons stand in a row; a menu takes a row of its own. */
function rowsOf(
  components: readonly APIComponentInMessageActionRow[],
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const rows: APIComponentInMessageActionRow[][] = [];
  for (const component of components) {
    const last = rows.at(-1);
    const joins = last && last.length < ROW && [last[0], component].every(isButton);
    if (joins) last.push(component);
    else rows.push([component]);
  }
  return rows.map((row) => ({ type: ComponentType.ActionRow, components: row }));
}

const isButton = (component?: APIComponentInMessageActionRow) => component?.type === ComponentType.Button;
