import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIMessage,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { press } from '../actions.ts';
import type { Page } from '../state.ts';
import type { Reader } from './markdown.ts';
import { select } from './select.ts';

const styleNames: Record<ButtonStyle, string> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'secondary',
  [ButtonStyle.Premium]: 'primary',
};

/** A row of buttons, or a select. */
export function actionRow(
  page: Page,
  message: APIMessage,
  row: APIActionRowComponent<APIComponentInMessageActionRow>,
  reader: Reader,
): TemplateResult {
  return html`<div class="action-row">
    ${row.components.map((component) => drawComponent(page, message, component, reader))}
  </div>`;
}

/** A button or a select. */
export function drawComponent(
  page: Page,
  message: APIMessage,
  component: APIComponentInMessageActionRow,
  reader: Reader,
): TemplateResult {
  if (component.type !== ComponentType.Button) return select(page, message, component, reader);
  if (component.style === ButtonStyle.Link) {
    return html`<a class="button secondary" href=${component.url} target="_blank" rel="noopener noreferrer"
      >${label(component)} <span aria-hidden="true">↗</span></a
    >`;
  }
  const customId = 'custom_id' in component ? component.custom_id : undefined;
  return html`<button
    class="button ${styleNames[component.style]}"
    ?disabled=${component.disabled === true || customId === undefined}
    @click=${() => customId !== undefined && void press(page, message.id, customId)}
  >
    ${label(component)}
  </button>`;
}

function label(button: APIButtonComponent): TemplateResult {
  const emoji = 'emoji' in button ? button.emoji : undefined;
  const text = 'label' in button ? button.label : undefined;
  const sign = emoji?.id ? `:${emoji.name ?? 'emoji'}:` : emoji?.name;
  return html`${sign ? html`<span class="emoji">${sign}</span>` : ''}${text ? html`<span>${text}</span>` : ''}`;
}
