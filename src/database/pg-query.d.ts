/** The parts of pg's query that ours extends; its types name none of them. */
declare module 'pg/lib/query.js' {
  import type { EventEmitter } from 'node:events';
  import type { Submittable } from 'pg';

  /** What is sent waits in the stream while it is corked, so that it leaves in one piece. */
  interface Wire {
    /** The statements that the connection knows by name, and those of them that it was sent and has not confirmed. */
    readonly parsedStatements: Record<string, string>;
    readonly submittedNamedStatements: Record<string, string>;
    parse(statement: { text: string; name?: string | undefined }): void;
    bind(portal: { values?: readonly unknown[] }): void;
    execute(portal: object): void;
    sync(): void;
  }

  interface Result {
    rowCount: number | null;
  }

  export default class Query extends EventEmitter implements Submittable {
    constructor(
      config: { text: string; name?: string | undefined; values?: readonly unknown[] },
      callback: (error: Error | null, result: Result) => void,
    );
    readonly text: string;
    readonly name: string | undefined;
    submit: Submittable['submit'];
    requiresPreparation(): boolean;
    hasBeenParsed(wire: Wire): boolean;
    prepare(wire: Wire): void;
    /** Executes what is bound, and ends the flight. */
    _getRows(wire: Wire): void;
    handleCommandComplete(message: { text: string }, wire: Wire): void;
  }
}
