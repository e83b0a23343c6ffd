import {
  type APICheckboxGroupComponent,
  type APICheckboxGroupOption,
  type APIRadioGroupComponent,
  type APISelectMenuComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { ModalField } from '../modal-values.ts';
import type { Reader } from './markdown.ts';
import { checkList } from './check-list.ts';
import { choices } from './select.ts';
import type { Choice } from './check-list.ts';

/** One field of a modal: its label, its description, and the control. */
export function modalField({ label, description, component }: ModalField, reader: Reader): TemplateResult {
  const id = `modal-${component.custom_id}`;
  const note = description ? html`<small id="${id}-note">${description}</small>` : '';
  switch (component.type) {
    case ComponentType.RadioGroup:
      return html`<fieldset class="modal-field">
        <legend>${label}</legend>
        ${note} ${group(component)}
      </fieldset>`;
    case ComponentType.CheckboxGroup:
      return html`<div class="modal-field">
        ${boxes(label, component, component.options.map(toChoice))} ${note}
      </div>`;
    case ComponentType.Checkbox:
      return html`<div class="modal-field">
        <label
          ><input type="checkbox" name=${component.custom_id} ?checked=${component.default === true} />
          ${label}</label
        >
        ${note}
      </div>`;
    case ComponentType.FileUpload:
      return labelled(
        id,
        label,
        note,
        html`<input
          id=${id}
          type="file"
          name=${component.custom_id}
          ?required=${component.required !== false}
          ?multiple=${(component.max_values ?? 1) > 1}
        />`,
      );
    case ComponentType.TextInput:
      return labelled(id, label, note, text(id, component));
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      break;
  }
  if ((component.max_values ?? 1) > 1) {
    return html`<div class="modal-field">
      ${boxes(label, component, choices(component, reader))} ${note}
    </div>`;
  }
  return labelled(id, label, note, menu(id, component, reader));
}

function labelled(
  id: string,
  label: string,
  note: TemplateResult | string,
  control: TemplateResult,
): TemplateResult {
  return html`<div class="modal-field"><label for=${id}>${label}</label> ${note} ${control}</div>`;
}

function text(id: string, input: APITextInputComponent): TemplateResult {
  const required = input.required !== false;
  const least = input.min_length ?? nothing;
  const most = input.max_length ?? 4000;
  const hint = input.placeholder ?? '';
  // The value is the form's own from here on, so it is given as the attribute, which typing does not change.
  return input.style === TextInputStyle.Paragraph
    ? html`<textarea
        id=${id}
        name=${input.custom_id}
        rows="5"
        ?required=${required}
        minlength=${least}
        maxlength=${most}
        placeholder=${hint}
        .defaultValue=${input.value ?? ''}
      ></textarea>`
    : html`<input
        id=${id}
        name=${input.custom_id}
        ?required=${required}
        minlength=${least}
        maxlength=${most}
        placeholder=${hint}
        .defaultValue=${input.value ?? ''}
      />`;
}

function toChoice({ label, description, value, default: chosen }: APICheckboxGroupOption): Choice {
  return { label: description ? `${label} — ${description}` : label, value, chosen: chosen === true };
}

function boxes(
  legend: string,
  component: APICheckboxGroupComponent | APISelectMenuComponent,
  list: Choice[],
): TemplateResult {
  const { custom_id: name, min_values: least = 1, max_values: most = list.length, required } = component;
  return checkList({ name, legend, list, least, most, optional: required === false });
}

function group(component: APIRadioGroupComponent): TemplateResult[] {
  return component.options.map(
    ({ label, description, value, default: chosen }) =>
      html`<label
        ><input
          type="radio"
          name=${component.custom_id}
          value=${value}
          ?checked=${chosen === true}
          ?required=${component.required !== false}
        />
        ${label}${description ? html`<small>${description}</small>` : ''}</label
      >`,
  );
}

function menu(id: string, component: APISelectMenuComponent, reader: Reader): TemplateResult {
  return html`<select
    id=${id}
    class="select"
    name=${component.custom_id}
    ?required=${component.required !== false}
  >
    <option value="">${component.placeholder ?? 'Make a selection'}</option>
    ${choices(component, reader).map(
      ({ label, value, chosen }) => html`<option value=${value} ?selected=${chosen}>${label}</option>`,
    )}
  </select>`;
}
