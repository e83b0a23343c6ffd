/**
 * The columns of a table, or of what a statement makes of it. Statements name them: with `*`, a statement that is prepared
 * stops working as soon as a migration adds a column, on every connection that there is.
 * Source: PostgreSQL documentation, PREPARE, "Notes".
 */
export class Columns {
  readonly names: string[];

  constructor(names: string[]) {
    this.names = names;
  }

  /** `id, name, …` */
  get list(): string {
    return this.names.join(', ');
  }

  /** `p.id, p.name, …` of what a statement calls `alias`. */
  of(alias: string): string {
    return this.names.map((name) => `${alias}.${name}`).join(', ');
  }

  /** These, and more that a statement computes. */
  and(...computed: string[]): Columns {
    return new Columns([...this.names, ...computed]);
  }
}

/** Declares the columns of a table, once; `db:drift` compares them with the catalogue and with the model's fields. */
export function columns(_table: string, ...names: string[]): Columns {
  return new Columns(names);
}
