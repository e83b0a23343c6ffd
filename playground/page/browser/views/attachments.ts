import { type APIAttachment, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';

/** The server names itself by address; the page may have been opened by name, which is another origin. */
function here(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const local = parsed?.port === location.port && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(parsed.hostname);
  return parsed && local ? `${parsed.pathname}${parsed.search}` : url;
}

/** The address of a picture; `attachment://name` is the message's own file. */
export function attachmentUrl(url: string, message: APIMessage): string {
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  const file = message.attachments.find(({ filename }) => filename === name);
  return here(file?.url ?? url);
}

/** The files of a message that nothing in it shows already: pictures as such, others as links. */
export function attachments(message: APIMessage): TemplateResult[] {
  // A message laid out by components shows only the files that they name.
  if (((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0) return [];
  const shown = message.embeds.flatMap((embed) =>
    [embed.image?.url, embed.thumbnail?.url].map((url) => (url ? attachmentUrl(url, message) : '')),
  );
  return message.attachments.filter(({ url }) => !shown.includes(here(url))).map(attachment);
}

/** One file: a picture as such, any other as a link. */
export function attachment(file: APIAttachment): TemplateResult {
  const url = here(file.url);
  if (file.content_type?.startsWith('image/')) {
    const alt = file.description ?? file.filename;
    return html`<a href=${url} target="_blank"><img class="picture" src=${url} alt=${alt} /></a>`;
  }
  return html`<p class="file">
    <a href=${url} download=${file.filename} target="_blank">${file.filename}</a>
    <small>${size(file.size)}</small>
  </p>`;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
