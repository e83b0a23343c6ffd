import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { localDescription, localName } from '../slash/entries.ts';
import { blurOption, chooseSuggestion, focusOption, removeOption, typeOption, unchoose } from '../draft.ts';
import type { Page, State } from '../state.ts';
import { uploadOption } from '../upload.ts';
import { combobox, listKeys, pickList } from './pick-list.ts';

/** One option of the chosen command: its name, its box, and the list to choose from while it has the focus. */
export function optionField(
  page: Page,
  { draft }: State,
  option: APIApplicationCommandBasicOption,
  locale: string,
): TemplateResult {
  const { name } = option;
  const label = localName(option, locale);
  const error = draft.errors[name];
  const list = pickList({
    label,
    lines: draft.suggestions.map((suggestion) => ({ name: suggestion.name })),
    active: draft.active,
    empty: draft.nothing,
    choose: (index) => chooseSuggestion(page, index),
  });
  const remove = html`<button
    type="button"
    aria-label="Remove ${label}"
    @click=${() => removeOption(page, name)}
  >
    ×
  </button>`;
  return html`
    <span class="chip field ${error ? 'wrong' : ''}">
      <label for="option-${name}">${label}</label>
      ${option.type === OptionType.Attachment ? fileBox(page, option) : textBox(page, { draft }, option)}
      <span class="visually-hidden" id="describe-${name}">${error ?? localDescription(option, locale)}</span>
      ${option.required ? '' : remove}
    </span>
    ${error ? html`<p class="field-error" role="alert">${error}</p>` : ''}
    ${draft.focused === name && draft.open ? list : ''}
  `;
}

function textBox(
  page: Page,
  { draft }: Pick<State, 'draft'>,
  option: APIApplicationCommandBasicOption,
): TemplateResult {
  const { name } = option;
  const text = draft.fields[name]?.text ?? '';
  const keys = listKeys(page, {
    count: draft.suggestions.length,
    choose: (index) => chooseSuggestion(page, index),
  });
  return html`<input
    id="option-${name}"
    .value=${live(text)}
    size=${Math.min(Math.max(text.length, 8), 40)}
    maxlength=${option.type === OptionType.String ? 6000 : 100}
    inputmode=${option.type === OptionType.Integer ? 'numeric' : nothing}
    aria-required=${option.required ? 'true' : 'false'}
    aria-invalid=${draft.errors[name] ? 'true' : 'false'}
    aria-describedby="describe-${name}"
    ${combobox(draft.focused === name && draft.open, draft.active)}
    @focus=${() => focusOption(page, option)}
    @blur=${() => blurOption(page, name)}
    @input=${(event: Event) =>
      event.target instanceof HTMLInputElement && typeOption(page, option, event.target.value)}
    @keydown=${(event: KeyboardEvent) => {
      const isEmpty = Object.values(draft.fields).every((field) => field.text === '' && field.value === null);
      if (event.key !== 'Backspace' || text !== '') keys(event);
      else if (!option.required) removeOption(page, name);
      else if (isEmpty) {
        event.preventDefault();
        unchoose(page);
      }
    }}
  />`;
}

function fileBox(page: Page, { name, required }: APIApplicationCommandBasicOption): TemplateResult {
  return html`<input
    id="option-${name}"
    type="file"
    aria-required=${required ? 'true' : 'false'}
    aria-describedby="describe-${name}"
    @change=${(event: Event) =>
      event.target instanceof HTMLInputElement && void uploadOption(page, name, event.target.files?.[0])}
  />`;
}
