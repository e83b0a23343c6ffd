import {
  ComponentType,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
} from 'discord.js';
import { CALLER, type Shown } from '../../domain/ownership/audience.ts';

/** What a reply shows. */
export interface Said {
  content?: string;
  embeds?: APIEmbed[];
  components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: { name: string; data: Uint8Array }[];
}

/** What a handler has to say; the edge decides how it reaches Discord, and who sees it. */
export interface Reply extends Said {
  /** The things that it tells something of: where somebody else could see what is not for them, it is for the caller's eyes. */
  about: readonly Shown[];
  /** What follows in messages of their own, for the same eyes. */
  more?: AsyncIterable<Said>;
}

/** Says what a reply is about; `NOTHING` is an answer, and so is `CALLER`. Nothing found is the caller's business, too. */
export function about(things: Shown | readonly Shown[], said: Said): Reply {
  const all = [things].flat();
  return { ...said, about: all.length > 0 ? all : [CALLER] };
}

/** Buttons in a row at most. */
const ROW = 5;

/** Blurple of Discord's own palette. */
export const ACCENT = 0x58_65_f2;

/** A sentence, with menus and buttons where there is something to do next. */
export function say(content: string, ...components: APIComponentInMessageActionRow[]): Said {
  return { content, components: rowsOf(components) };
}

/** An embed, with menus and buttons below it. */
export function card(embed: APIEmbed, components: APIComponentInMessageActionRow[] = []): Said {
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
