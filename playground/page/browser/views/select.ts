import {
  type APIMessage,
  type APISelectMenuComponent,
  ApplicationCommandOptionType as OptionType,
  ComponentType,
} from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { press } from '../actions.ts';
import { closedList } from '../slash/suggestions.ts';
import type { Page } from '../state.ts';
import type { Reader } from './markdown.ts';

type Select = APISelectMenuComponent;

/** One line of a select. */
export interface Choice {
  label: string;
  value: string;
  chosen: boolean;
}

const optionTypes = {
  [ComponentType.UserSelect]: OptionType.User,
  [ComponentType.RoleSelect]: OptionType.Role,
  [ComponentType.MentionableSelect]: OptionType.Mentionable,
  [ComponentType.ChannelSelect]: OptionType.Channel,
} as const;

/** What a select offers: its own options, or the people, roles or channels of the place. */
export function choices(component: Select, reader: Reader): Choice[] {
  if (component.type === ComponentType.StringSelect) {
    return component.options.map(({ label, description, value, default: chosen }) => ({
      label: description ? `${label} — ${description}` : label,
      value,
      chosen: chosen === true,
    }));
  }
  const option = { type: optionTypes[component.type], name: '', description: '' };
  return (closedList(option, reader) ?? []).map(({ name, value }) => ({
    label: name,
    value: String(value),
    chosen: false,
  }));
}

/** A select of a message. One value is sent as it is chosen; several are sent with a button. */
export function select(page: Page, message: APIMessage, component: Select, reader: Reader): TemplateResult {
  const name = component.placeholder ?? 'Make a selection';
  const most = component.max_values ?? 1;
  const list = choices(component, reader);
  const options = list.map(
    ({ label, value, chosen }) => html`<option value=${value} .selected=${chosen}>${label}</option>`,
  );
  const disabled = component.disabled === true;
  if (most > 1) {
    const id = `select-${message.id}-${component.custom_id}`;
    const sendAll = (): void => {
      const element = document.getElementById(id);
      if (!(element instanceof HTMLSelectElement)) return;
      const values = [...element.selectedOptions].map(({ value }) => value);
      void press(page, message.id, component.custom_id, values);
    };
    return html`<select class="select" multiple id=${id} aria-label=${name} ?disabled=${disabled}>
        ${options}
      </select>
      <button class="button secondary" ?disabled=${disabled} @click=${sendAll}>Choose</button>`;
  }
  const send = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    void press(page, message.id, component.custom_id, [event.target.value]);
  };
  return html`<select class="select" aria-label=${name} ?disabled=${disabled} @change=${send}>
    <option value="" disabled .selected=${list.every(({ chosen }) => !chosen)}>${name}</option>
    ${options}
  </select>`;
}
