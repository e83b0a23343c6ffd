import type { Client as Connection } from 'pg';
import { deadline } from '../deadline.ts';

/** What Knex looks at before it lends a connection: one with a reason is thrown out instead. */
interface Disposable {
  __knex__disposed?: string | Error;
}

/** Has a connection that breaks thrown out of the pool, as Knex does with those that it makes itself. */
export function watch(connection: Connection): void {
  const dispose = (reason: Error | string) => ((connection as Disposable).__knex__disposed = reason);
  connection.on('error', dispose);
  connection.on('end', () => dispose('it ended'));
}

/** Every connection that a pool has open, lent or not. */
export class LiveConnections {
  readonly #open = new Set<Connection>();
  readonly #retired = new WeakSet<Connection>();

  add(connection: Connection): void {
    this.#open.add(connection);
    connection.once('end', () => this.#open.delete(connection));
  }

  /** Breaks all of them off: whoever waits for an answer has an error instead. */
  cut(): void {
    for (const connection of this.#open) cut(connection);
  }

  /** Lets none of them be lent again; who has one keeps it for now. */
  retire(): void {
    for (const connection of this.#open) this.#retired.add(connection);
  }

  isRetired(connection: Connection): boolean {
    return this.#retired.has(connection);
  }
}

/** Breaks a connection off without a goodbye. PostgreSQL then rolls back what was not committed. */
export function cut(connection: Connection): void {
  (connection as Disposable).__knex__disposed ??= 'it was broken off';
  connection.connection.stream.destroy();
}

/** Whether the connection is at its end, so that nothing can come of it any more. */
export function isDead(connection: object): boolean {
  return (connection as Disposable).__knex__disposed !== undefined;
}

/** Closes a connection in order, or without it when the other side does not answer within the milliseconds. */
export async function hangUp(connection: Connection, withinMs: number): Promise<void> {
  const cancel = deadline(withinMs, () => cut(connection));
  try {
    await connection.end();
  } finally {
    cancel();
  }
}
