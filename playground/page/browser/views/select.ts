import {
  type APIMessage,
  type APISelectMenuComponent,
  ApplicationCommandOptionType as OptionType,
  ComponentType,
} from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { press } from '../actions.ts';
import type { Suggestion } from '../slash/draft-state.ts';
import { channels, closedList } from '../slash/suggestions.ts';
import type { Page } from '../state.ts';
import { checkList, type Choice } from './check-list.ts';
import type { Reader } from './markdown.ts';

type Select = APISelectMenuComponent;

const optionTypes = {
  [ComponentType.UserSelect]: OptionType.User,
  [ComponentType.RoleSelect]: OptionType.Role,
  [ComponentType.MentionableSelect]: OptionType.Mentionable,
} as const;

/** What a select offers: its own options, or the people, roles or channels of the place. */
export function choices(component: Select, reader: Reader): Choice[] {
  if (component.type === ComponentType.StringSelect) {
    return component.options.map(({ label, description, value, emoji, default: chosen }) => ({
      label: [emoji?.id ? `:${emoji.name}:` : emoji?.name, description ? `${label} — ${description}` : label]
        .filter(Boolean)
        .join(' '),
      value,
      chosen: chosen === true,
    }));
  }
  const chosen = new Set(component.default_values?.map(({ id }) => id));
  return offered(component, reader).map(({ name, value }) => ({
    label: name,
    value: String(value),
    chosen: chosen.has(String(value)),
  }));
}

function offered(
  component: Exclude<Select, { type: ComponentType.StringSelect }>,
  reader: Reader,
): Suggestion[] {
  if (component.type === ComponentType.ChannelSelect) return channels(reader, component.channel_types);
  return closedList({ type: optionTypes[component.type], name: '', description: '' }, reader) ?? [];
}

/** A select of a message. One value is sent as it is chosen; several are sent with a button. */
export function select(page: Page, message: APIMessage, component: Select, reader: Reader): TemplateResult {
  const name = component.placeholder ?? 'Make a selection';
  const list = choices(component, reader);
  const disabled = component.disabled === true;
  const choose = (values: string[]): void => void press(page, message.id, component.custom_id, values);
  if ((component.max_values ?? 1) > 1) return several(component, { name, list, disabled }, choose);
  const send = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    choose([event.target.value].filter((value) => value !== ''));
  };
  const none = component.min_values !== 0;
  return html`<select class="select" aria-label=${name} ?disabled=${disabled} @change=${send}>
    <option value="" ?disabled=${none} .selected=${list.every(({ chosen }) => !chosen)}>${name}</option>
    ${list.map(
      ({ label, value, chosen }) => html`<option value=${value} .selected=${chosen}>${label}</option>`,
    )}
  </select>`;
}

function several(
  { min_values: least = 1, max_values: most = 1 }: Select,
  { name, list, disabled }: { name: string; list: Choice[]; disabled: boolean },
  choose: (values: string[]) => void,
): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    choose(new FormData(event.target).getAll('choice').filter((value) => typeof value === 'string'));
  };
  return html`<details class="several">
    <summary class="select">${name}</summary>
    <form @submit=${submit}>
      ${checkList({ name: 'choice', legend: name, list, least, most, disabled })}
      <button class="button primary" ?disabled=${disabled}>Choose</button>
    </form>
  </details>`;
}
