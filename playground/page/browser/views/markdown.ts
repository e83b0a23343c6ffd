import { html, type TemplateResult } from 'lit';
import { parse } from '../markdown/parse.ts';
import type { Node } from '../markdown/nodes.ts';
import { displayName, guildAt } from '../place.ts';
import type { Scene } from '../slash/suggestions.ts';
import { formatTimestamp } from '../time.ts';
import { spoiler } from './spoiler.ts';

/** What markdown needs to name those it mentions, and to follow a command mention. */
export interface Reader extends Scene {
  useCommand(name: string): void;
}

/** Discord's markdown as HTML. User text only ever becomes text nodes and `https` links. */
export function markdown(source: string, reader: Reader): TemplateResult {
  return nodes(parse(source), reader);
}

function nodes(list: Node[], reader: Reader): TemplateResult {
  return html`${list.map((node) => draw(node, reader))}`;
}

function draw(node: Node, reader: Reader): TemplateResult {
  switch (node.type) {
    case 'text':
      return html`<span class="text">${node.text}</span>`;
    case 'strong':
      return html`<strong>${nodes(node.content, reader)}</strong>`;
    case 'em':
      return html`<em>${nodes(node.content, reader)}</em>`;
    case 'underline':
      return html`<u>${nodes(node.content, reader)}</u>`;
    case 'strike':
      return html`<s>${nodes(node.content, reader)}</s>`;
    case 'subtext':
      return html`<small class="subtext">${nodes(node.content, reader)}</small>`;
    case 'quote':
      return html`<blockquote>${nodes(node.content, reader)}</blockquote>`;
    case 'spoiler':
      return spoiler(nodes(node.content, reader));
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'code-block':
      return html`<pre tabindex="0"><code>${node.text}</code></pre>`;
    case 'heading':
      return html`<div class="heading h${node.level}" role="heading" aria-level=${node.level + 3}>
        ${nodes(node.content, reader)}
      </div>`;
    case 'list': {
      const items = node.items.map((item) => html`<li>${nodes(item, reader)}</li>`);
      return node.ordered
        ? html`<ol start=${node.start}>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'link':
      return html`<a href=${node.url} target="_blank" rel="noopener noreferrer"
        >${nodes(node.content, reader)}</a
      >`;
    case 'emoji':
      return html`<span class="emoji">:${node.name}:</span>`;
    case 'mention':
      return html`<span class="mention">${mentioned(node.kind, node.id, reader)}</span>`;
    case 'command':
      return html`<button class="mention" @click=${() => reader.useCommand(node.name)}>
        /${node.name}
      </button>`;
    case 'timestamp':
      break;
  }
  return timestamp(new Date(node.seconds * 1000), node.style, reader.locale);
}

/** A point in time in one of Discord's styles; the full date is in its title. */
export function timestamp(date: Date, style: string, locale: string): TemplateResult {
  if (Number.isNaN(date.getTime())) return html`<span class="text">Invalid Date</span>`;
  const full = formatTimestamp(date, 'F', locale);
  return html`<time class="timestamp" datetime=${date.toISOString()} title=${full}
    >${formatTimestamp(date, style, locale)}</time
  >`;
}

function mentioned(kind: 'user' | 'role' | 'channel', id: string, { world, place }: Reader): string {
  const guild = guildAt(world, place);
  if (kind === 'user') return `@${displayName(world, id, guild)}`;
  if (kind === 'role') return `@${guild?.roles.find((role) => role.id === id)?.name ?? 'unknown-role'}`;
  const channels = world.guilds.flatMap((each) => each.channels);
  return `#${channels.find((channel) => channel.id === id)?.name ?? 'unknown'}`;
}
