import type { APIEmbed, APIMessage } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { formatSent } from '../time.ts';
import { attachmentUrl } from './attachments.ts';
import { markdown, type Reader } from './markdown.ts';

/** One embed of a message. */
export function embed(one: APIEmbed, message: APIMessage, reader: Reader): TemplateResult {
  const image = one.image && attachmentUrl(one.image.url, message);
  const thumbnail = one.thumbnail && attachmentUrl(one.thumbnail.url, message);
  // Set as a property: the Content-Security-Policy refuses style attributes.
  return html`
    <div class="embed" .style=${one.color ? `border-inline-start-color: #${hex(one.color)}` : ''}>
      <div class="embed-text">
        ${one.author ? html`<p class="embed-author">${linked(one.author.url, html`${one.author.name}`)}</p>` : ''}
        ${one.title ? title(one, reader) : ''}
        ${one.description ? html`<div class="embed-description">${markdown(one.description, reader)}</div>` : ''}
        ${fields(one, reader)}
      </div>
      ${thumbnail ? html`<img class="thumbnail" src=${thumbnail} alt="" />` : ''}
      ${image ? html`<img class="picture" src=${image} alt=${describe(one.image, message)} />` : ''}
      ${footer(one, reader)}
    </div>
  `;
}

const hex = (color: number): string => color.toString(16).padStart(6, '0');

function title(one: APIEmbed, reader: Reader): TemplateResult {
  const text = markdown(one.title ?? '', reader);
  return html`<h3 class="embed-title">${linked(one.url, text)}</h3>`;
}

function linked(url: string | undefined, text: TemplateResult): TemplateResult {
  if (!url || !/^https?:/.test(url)) return text;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

function fields(one: APIEmbed, reader: Reader): TemplateResult | string {
  if (!one.fields || one.fields.length === 0) return '';
  return html`<dl class="fields">
    ${one.fields.map(
      ({ name, value, inline }) => html`
        <div class=${inline ? 'inline' : ''}>
          <dt>${markdown(name, reader)}</dt>
          <dd>${markdown(value, reader)}</dd>
        </div>
      `,
    )}
  </dl>`;
}

function footer({ footer: foot, timestamp }: APIEmbed, reader: Reader): TemplateResult | string {
  const date = timestamp ? formatSent(new Date(timestamp), reader.locale) : undefined;
  const parts = [foot?.text, date].filter((part) => part !== undefined);
  return parts.length > 0 ? html`<p class="embed-footer">${parts.join(' • ')}</p>` : '';
}

/** What a picture shows: its attachment's description, else its file name. */
function describe(image: APIEmbed['image'], message: APIMessage): string {
  const url = image?.url ?? '';
  const file = message.attachments.find((each) => each.url === url || url.endsWith(`//${each.filename}`));
  return file?.description ?? file?.filename ?? 'Picture of the embed';
}
