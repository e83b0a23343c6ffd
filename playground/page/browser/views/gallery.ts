import type {
  APIMediaGalleryComponent,
  APIMediaGalleryItem,
  APIMessage,
  APIThumbnailComponent,
} from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { attachmentUrl } from './attachments.ts';
import { spoiler } from './spoiler.ts';

/** Pictures side by side. */
export function gallery({ items }: APIMediaGalleryComponent, message: APIMessage): TemplateResult {
  const pictures = items.map((item) => {
    const url = attachmentUrl(item.media.url, message);
    const picture = html`<a href=${url} target="_blank" rel="noopener noreferrer"
      ><img src=${url} alt=${altOf(item, message)}
    /></a>`;
    return item.spoiler ? spoiler(picture, 'block') : picture;
  });
  return html`<div class="gallery ${items.length === 1 ? 'single' : ''}">${pictures}</div>`;
}

/** The small picture at the side of a section. */
export function thumbnail(component: APIThumbnailComponent, message: APIMessage): TemplateResult {
  const url = attachmentUrl(component.media.url, message);
  const picture = html`<img class="thumbnail" src=${url} alt=${component.description ?? ''} />`;
  return component.spoiler ? spoiler(picture) : picture;
}

// The picture is a link, which must have a name.
function altOf({ description, media }: APIMediaGalleryItem, message: APIMessage): string {
  const url = attachmentUrl(media.url, message);
  const file = message.attachments.find((each) => attachmentUrl(each.url, message) === url);
  return description ?? file?.description ?? file?.filename ?? 'Picture';
}
