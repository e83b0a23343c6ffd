import { createHash } from 'node:crypto';

/** A statement as it is prepared: its text, and the name that a connection knows it by. */
export interface Plan {
  text: string;
  name: string;
}

/** Statements whose text varies without end must not fill every connection's memory: beyond this many, no name. */
const MAX_NAMED = 500;
const NAMEABLE = /^\s*(select|insert|update|delete|with)\b/i;

/** What is prepared, once for each connection. */
export class Plans {
  readonly #known = new Map<string, Plan & { generation: number }>();

  /** How a statement is sent; undefined for one that is not worth a name. */
  of(sql: string): Plan | undefined {
    const known = this.#known.get(sql);
    if (known || this.#known.size >= MAX_NAMED || !NAMEABLE.test(sql)) return known;
    return this.#make(sql, 0);
  }

  /**
   * Has a statement prepared anew on every connection, unless another caller saw to it since. Its text changes, too: a
   * pooler between here and the server knows a statement by its text, whatever its name.
   */
  renew(sql: string, stale: Plan): void {
    const known = this.#known.get(sql);
    if (known?.name === stale.name) this.#make(sql, known.generation + 1);
  }

  #make(sql: string, generation: number): Plan {
    const text = generation === 0 ? sql : `${sql} /* prepared anew: ${generation} */`;
    const plan = { text, name: createHash('sha1').update(text).digest('base64url'), generation };
    this.#known.set(sql, plan);
    return plan;
  }
}
