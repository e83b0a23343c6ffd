import type { Violation } from '../protocol.ts';
import type { Check, SentRequest } from './check.ts';

/** The requests that Discord's OpenAPI document does not allow. */
export interface Violations {
  /** There is a document to check with. */
  readonly checked: boolean;
  /** Takes a request with the status that it was answered with. */
  note(request: SentRequest, status: number): void;
  list(): Promise<Violation[]>;
}

const PENDING_MAX = 200;
const VIOLATIONS_MAX = 200;
// Long parts of a path are tokens.
const TOKEN = /[\w.-]{60,}/g;

const loaded = new Map<string, Promise<Check>>();

async function load(file: string): Promise<Check> {
  const { readDocument } = await import('./document.ts');
  const { createCheck } = await import('./check.ts');
  return createCheck(await readDocument(file));
}

/** Checks with the document in `file`; without one, nothing. `report` is told when the document cannot be used. */
export function createViolations(file: string | undefined, report: (error: Error) => void): Violations {
  let pending: { request: SentRequest; status: number }[] = [];
  const found: Violation[] = [];

  async function drain(from: string) {
    // The document takes time and memory: it is read when somebody asks, and no answer waits for it.
    const check = loaded.get(from) ?? load(from);
    loaded.set(from, check);
    const checking = await check;
    const requests = pending;
    pending = [];
    for (const { request, status } of requests) {
      const problems = checking(request);
      const { method, path, body } = request;
      if (problems.length > 0)
        found.push({ method, path: path.replaceAll(TOKEN, ':token'), status, problems, body: body ?? null });
    }
    found.splice(0, found.length - VIOLATIONS_MAX);
  }

  return {
    checked: file !== undefined,
    note(request, status) {
      if (file === undefined) return;
      pending.push({ request, status });
      if (pending.length >= PENDING_MAX) drain(file).catch(report);
    },
    async list() {
      if (file !== undefined) await drain(file);
      return found;
    },
  };
}
