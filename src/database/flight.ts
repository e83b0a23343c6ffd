import type { Client as Connection } from 'pg';
import Query, { type Result, type Wire } from 'pg/lib/query.js';

/** A statement, and what the connection knows it by, if anything. */
export interface Statement {
  text: string;
  name?: string;
}

/** What travels along with a statement. */
export interface Along {
  /** BEGIN goes before it. Only of a named statement: each that has no name takes the place of the one before. */
  begin: boolean;
  /** COMMIT goes behind it. */
  commit: boolean;
}

/**
 * A prepared statement that others accompany in one round trip. The server skips what comes behind one that fails, up to
 * the end of the flight: without BEGIN nothing is carried out, and what fails is not committed.
 * Source: PostgreSQL documentation, chapter 55.2.4, "Pipelining".
 */
class Flight extends Query {
  readonly #along: Along;

  constructor(along: Along, ...query: ConstructorParameters<typeof Query>) {
    super(...query);
    this.#along = along;
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(wire: Wire): void {
    if (this.#along.begin) {
      // First, since pg takes the first statement that the server has understood for this one.
      if (this.name && !this.hasBeenParsed(wire)) {
        wire.parse({ text: this.text, name: this.name });
        wire.submittedNamedStatements[this.name] = this.text;
      }
      send(wire, 'BEGIN');
    }
    super.prepare(wire);
  }

  override _getRows(wire: Wire): void {
    wire.execute({});
    if (this.#along.commit) send(wire, 'COMMIT');
    wire.sync();
  }

  override handleCommandComplete(message: { text: string }, wire: Wire): void {
    if (message.text === 'BEGIN' || message.text === 'COMMIT') return;
    super.handleCommandComplete(message, wire);
  }
}

function send(wire: Wire, text: string): void {
  wire.parse({ text });
  wire.bind({});
  wire.execute({});
}

/** Sends a statement and what travels along. @throws whatever of it failed */
export function fly(
  connection: Connection,
  along: Along,
  statement: Statement,
  values: readonly unknown[],
): Promise<Result> {
  return new Promise((resolve, reject) => {
    connection.query(
      new Flight(along, { ...statement, values }, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      }),
    );
  });
}
