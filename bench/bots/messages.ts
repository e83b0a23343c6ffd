import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbedField,
  type InteractionReplyOptions,
} from 'discord.js';
import { PAGE } from './store.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const BLURPLE = 0x58_65_f2;

/** One sentence or more, seen by the caller alone, with rows of components below. */
export function say(content: string, ...components: Row[]): InteractionReplyOptions {
  return { content, components, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } };
}

/** An embed, seen by the caller alone. */
export function card(
  {
    title,
    lines,
    facts = [],
    fields,
  }: { title: string; lines: string[]; facts?: string[]; fields?: APIEmbedField[] },
  components: Row[] = [],
): InteractionReplyOptions {
  const embed = {
    color: BLURPLE,
    title,
    description: lines.join('\n'),
    ...(fields && { fields }),
    ...(facts.length > 0 && { footer: { text: facts.join(' · ') } }),
  };
  return { embeds: [embed], components, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } };
}

export function buttons(...given: { label: string; id: string; disabled?: boolean }[]): Row {
  return {
    type: ComponentType.ActionRow,
    components: given.map(({ label, id, disabled = false }) => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      custom_id: id,
      label,
      disabled,
    })),
  };
}

export function menu(id: string, placeholder: string, options: { label: string; value: string }[]): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: id,
        placeholder,
        min_values: 1,
        max_values: options.length,
        options,
      },
    ],
  };
}

/** What says that there is more than a page, if there is. */
export function pageButtons(id: string, total: number): { facts: string[]; rows: Row[] } {
  if (total <= PAGE) return { facts: [], rows: [] };
  const previous = { label: '◀ Previous page', id: `${id}:0`, disabled: true };
  return {
    facts: [`Page 1 of ${Math.ceil(total / PAGE)}`],
    rows: [buttons(previous, { label: 'Next page ▶', id: `${id}:2` })],
  };
}
