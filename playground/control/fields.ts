import { ComponentType } from 'discord-api-types/v10';
import { invalidForm } from '../rest/errors.ts';
import { codePoints } from '../state/code-points.ts';
import { isRecord } from '../state/is-record.ts';
import { allowsText } from './channel-types.ts';
import type { Resolver } from './payload.ts';

/** A select, upload or text field, in a message or a modal. */
export type Component = Record<string, unknown>;

const RESOLVED: Record<number, Parameters<Resolver['add']>[0]> = {
  [ComponentType.UserSelect]: 'user',
  [ComponentType.RoleSelect]: 'role',
  [ComponentType.MentionableSelect]: 'mentionable',
  [ComponentType.ChannelSelect]: 'channel',
  [ComponentType.FileUpload]: 'attachment',
};

const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

function reject(component: Component, message: string): never {
  const path = ['components', String(component['custom_id'])];
  throw invalidForm([{ path, code: 'COMPONENT_VALUE_INVALID', message }]);
}

/** Checks what was chosen in a select, checkbox group or upload, and collects what it names. Throws 50035. */
export function checkChosen(component: Component, values: string[], resolver: Resolver): void {
  const isEmpty = values.length === 0 && component['required'] === false;
  const min = isEmpty ? 0 : numberOr(component['min_values'], 1);
  const max = numberOr(component['max_values'], component['type'] === ComponentType.CheckboxGroup ? 10 : 1);
  if (values.length < min || values.length > max) reject(component, `Choose between ${min} and ${max}.`);
  if (new Set(values).size !== values.length) reject(component, 'Each value may be chosen once.');
  const { options } = component;
  const offered = Array.isArray(options) ? options.filter(isRecord).map(({ value }) => value) : undefined;
  const kind = RESOLVED[numberOr(component['type'], 0)];
  if (!allowsText(component['channel_types'])) reject(component, 'No channel here is of that type.');
  for (const value of values) {
    if (offered && !offered.includes(value)) reject(component, `"${value}" is not one of the options.`);
    if (kind && !resolver.add(kind, value)) reject(component, `There is no ${kind} "${value}" here.`);
  }
}

/** Checks what was written in a text field. Throws 50035. */
export function checkText(component: Component, value: string): void {
  const length = codePoints(value);
  if (length === 0 && component['required'] !== false) reject(component, 'This field is required.');
  const min = length === 0 ? 0 : numberOr(component['min_length'], 0);
  const max = numberOr(component['max_length'], 4000);
  if (length < min || length > max) reject(component, `Must be between ${min} and ${max} in length.`);
}
