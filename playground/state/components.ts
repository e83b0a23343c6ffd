import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { isRecord } from './is-record.ts';

// Discord gives each component an id that is unique in its message.
function number(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => number(item, next));
  if (!isRecord(value)) return value;
  const own = typeof value['type'] === 'number' && !('id' in value) ? { id: next() } : {};
  const nested = ['components', 'accessory', 'component'].filter((key) => key in value);
  return { ...value, ...own, ...Object.fromEntries(nested.map((key) => [key, number(value[key], next)])) };
}

/** Gives an id to each component that has none. https://docs.discord.com/developers/components/reference#anatomy-of-a-component */
export function numberComponents<T>(components: T): T {
  let id = 0;
  return number(components, () => ++id) as T;
}

/** All components of a message, however deep, with rows and containers. */
export function flatten(components: unknown): Record<string, unknown>[] {
  if (Array.isArray(components)) return components.flatMap(flatten);
  if (!isRecord(components)) return [];
  return [
    components,
    ...flatten(components['components']),
    ...flatten(components['accessory']),
    ...flatten(components['component']),
  ];
}

/** Whether a component can be pressed or chosen from: enabled, and not a link. */
export function isInteractive(component: Record<string, unknown>): boolean {
  return (
    typeof component['custom_id'] === 'string' &&
    component['disabled'] !== true &&
    (component['type'] !== ComponentType.Button || component['style'] !== ButtonStyle.Link)
  );
}
