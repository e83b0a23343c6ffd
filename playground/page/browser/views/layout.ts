import {
  type APIComponentInContainer,
  type APIMessage,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import type { Page } from '../state.ts';
import { attachment, attachmentUrl } from './attachments.ts';
import { actionRow, drawComponent } from './components.ts';
import { gallery, thumbnail } from './gallery.ts';
import { markdown, type Reader } from './markdown.ts';
import { spoiler } from './spoiler.ts';

/** One component of a message: a row of buttons and selects, or one that lays out text and media. */
export function layout(
  page: Page,
  message: APIMessage,
  component: APIMessageTopLevelComponent | APIComponentInContainer,
  reader: Reader,
): TemplateResult {
  switch (component.type) {
    case ComponentType.ActionRow:
      return actionRow(page, message, component, reader);
    case ComponentType.TextDisplay:
      return html`<div class="text-display">${markdown(component.content, reader)}</div>`;
    case ComponentType.Section:
      return section(page, message, component, reader);
    case ComponentType.MediaGallery:
      return gallery(component, message);
    case ComponentType.File: {
      const url = attachmentUrl(component.file.url, message);
      const file = message.attachments.find((each) => attachmentUrl(each.url, message) === url);
      const shown = file ? attachment(file) : html`<p class="file"><a href=${url}>${component.name}</a></p>`;
      return component.spoiler ? spoiler(shown, 'block') : shown;
    }
    case ComponentType.Separator: {
      const size = component.spacing === SeparatorSpacingSize.Large ? 'large' : '';
      return component.divider === false
        ? html`<div class="separator ${size}"></div>`
        : html`<hr class="separator ${size}" />`;
    }
    case ComponentType.Container:
      break;
  }
  const inside = html`${component.components.map((each) => layout(page, message, each, reader))}`;
  const { accent_color: accent } = component;
  const style = typeof accent === 'number' ? `border-inline-start: 4px solid ${hex(accent)}` : '';
  // Set as a property: the Content-Security-Policy refuses style attributes.
  return html`<div class="container" .style=${style}>
    ${component.spoiler ? spoiler(inside, 'block') : inside}
  </div>`;
}

const hex = (color: number): string => `#${color.toString(16).padStart(6, '0')}`;

function section(
  page: Page,
  message: APIMessage,
  { components, accessory }: APISectionComponent,
  reader: Reader,
): TemplateResult {
  return html`<div class="section">
    <div>
      ${components.map(({ content }) => html`<div class="text-display">${markdown(content, reader)}</div>`)}
    </div>
    ${
      accessory.type === ComponentType.Thumbnail
        ? thumbnail(accessory, message)
        : drawComponent(page, message, accessory, reader)
    }
  </div>`;
}
