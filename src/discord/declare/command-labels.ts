import type { Command } from './command.ts';

/** Every name that a handled interaction may go by: `playlist create`, or the id of a component or form. */
export function commandLabels(commands: readonly Command[]): string[] {
  const labels = commands.flatMap(({ name, subcommands = {}, components = [], forms = [] }) => [
    name,
    ...Object.keys(subcommands).map((sub) => `${name} ${sub}`),
    ...components.map(({ id }) => id),
    ...forms.map(({ id }) => id),
  ]);
  // A component may belong to several commands.
  return [...new Set(labels)];
}
