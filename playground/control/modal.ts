import { ComponentType } from 'discord-api-types/v10';
import type { ModalValue } from '../protocol.ts';
import { isRecord } from '../state/is-record.ts';
import { checkChosen, checkText } from './fields.ts';
import type { Component } from './fields.ts';
import type { Resolver } from './payload.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const asList = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

function preselected({ options }: Component): string[] {
  if (!Array.isArray(options)) return [];
  return options.filter(isRecord).flatMap((one) => (one['default'] === true ? [String(one['value'])] : []));
}

/** What one field of a submitted modal says; a field left alone keeps what it was pre-filled with. */
function submitted(
  field: Component,
  given: ModalValue | undefined,
  resolver: Resolver,
  force: boolean,
): Component {
  const { type, id, custom_id } = field;
  const base = { type, id, custom_id };
  switch (type) {
    case ComponentType.TextInput: {
      const value = typeof given === 'string' ? given : textOf(field['value']);
      if (!force) checkText(field, value);
      return { ...base, value };
    }
    case ComponentType.Checkbox:
      return { ...base, value: typeof given === 'boolean' ? given : field['default'] === true };
    case ComponentType.RadioGroup: {
      const chosen = typeof given === 'string' ? [given] : preselected(field);
      if (!force) checkChosen(field, chosen, resolver);
      return { ...base, value: chosen[0] ?? null };
    }
    default: {
      const values =
        given === undefined ? preselected(field) : asList(typeof given === 'string' ? [given] : given);
      if (!force) checkChosen(field, values, resolver);
      return { ...base, values };
    }
  }
}

/** The components of a MODAL_SUBMIT interaction. Throws 50035. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure */
export function submitModal(
  components: readonly unknown[],
  values: Record<string, ModalValue>,
  resolver: Resolver,
  force: boolean,
): Component[] {
  const fill = (field: unknown) =>
    isRecord(field) ? submitted(field, values[String(field['custom_id'])], resolver, force) : {};
  return components.filter(isRecord).map(({ type, id, component, components: inside }) => {
    if (type === ComponentType.Label) return { type, id, component: fill(component) };
    if (type === ComponentType.ActionRow && Array.isArray(inside))
      return { type, id, components: inside.map(fill) };
    return { type, id };
  });
}
