import type { About, Held } from './held.ts';

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

/** A table: its columns, what each of them holds about whom, and what becomes of its rows. */
export class Table extends Columns {
  readonly table: string;
  readonly held: Readonly<Record<string, Held>>;
  readonly about: About;

  constructor(table: string, held: Readonly<Record<string, Held>>, about: About) {
    super(Object.keys(held));
    this.table = table;
    this.held = held;
    this.about = about;
  }

  /** The columns of a kind. */
  which(...kinds: Held['is'][]): string[] {
    return this.names.filter((name) => kinds.some((kind) => this.held[name]?.is === kind));
  }
}

/**
 * Declares the columns of a table, once, with what they hold (see `held.ts`). `db:drift` compares them with the catalogue
 * and with the model's fields; what is exported, erased and purged, and docs/privacy.md, follow from them.
 */
export function columns(table: string, held: Readonly<Record<string, Held>>, about: About): Table {
  return new Table(table, held, about);
}
