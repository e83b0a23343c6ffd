import type { APIMessage } from 'discord-api-types/v10';

type Component = Record<string, unknown>;

const isComponent = (value: unknown): value is Component => typeof value === 'object' && value !== null;

/** All components of a message or modal, however deep. */
export function componentsIn(value: unknown): Component[] {
  if (Array.isArray(value)) return value.flatMap(componentsIn);
  if (!isComponent(value)) return [];
  return [value, ...['components', 'accessory', 'component'].flatMap((key) => componentsIn(value[key]))];
}

/** Everything a person can read in a message, line by line. */
export function textIn({ content, embeds, components }: APIMessage): string {
  const shown = componentsIn(components).flatMap(({ type, content: text }) => (type === 10 ? [text] : []));
  const inEmbeds = embeds.flatMap(({ author, title, description, fields = [], footer }) => [
    author?.name,
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  return [content, ...inEmbeds, ...shown].filter(Boolean).join('\n');
}
