/**
 * A name without what programs write differently: “Due Date”, “due_date”, “dueDate” are one, and so are “Fällig” and
 * “fallig”. Empty for what is too long to be one.
 */
export function plainName(name: string): string {
  if (name.length > 80) return '';
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** Which field a column or property called so holds. @param names of each field, in any spelling */
export function fieldFinder<Field extends string>(
  names: Readonly<Record<Field, readonly string[]>>,
): (name: string) => Field | undefined {
  const fields = new Map<string, Field>();
  for (const field of Object.keys(names) as Field[]) {
    for (const name of names[field]) fields.set(plainName(name), field);
  }
  return (name) => fields.get(plainName(name));
}
