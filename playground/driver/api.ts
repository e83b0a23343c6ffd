import type { PlaygroundEvent } from '../protocol.ts';

/** An act that the local Discord refused; `status` and `body` are Discord's error. */
export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(what: string, status: number, body: unknown) {
    super(`${what} answered ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** The local Discord's control API. */
export interface Api {
  readonly url: string;
  get<T>(path: string, query?: Record<string, string>): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  /** Resolves with the first event or check that gives a value; rejects after the deadline, naming `what`. */
  until<T>(options: Until<T>): Promise<T>;
}

/** What {@link Api.until} waits for. `check` runs at the start and after each event. */
export interface Until<T> {
  what: string;
  as?: string;
  timeoutMs: number;
  check: (event?: PlaygroundEvent) => Promise<T | undefined> | T | undefined;
}

async function read<T>(what: string, response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (!response.ok) throw new Refused(what, response.status, body);
  return body as T;
}

/** Speaks to a local Discord. Throws {@link Refused} for 4xx and 5xx. */
export function createApi(url: string): Api {
  const at = (path: string) => `${url}/playground${path}`;
  async function send<T>(method: string, path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(at(path), { method, headers, body: JSON.stringify(body) });
    return read(`${method} ${path}`, response);
  }
  return {
    url,
    async get(path, query = {}) {
      const response = await fetch(`${at(path)}?${new URLSearchParams(query).toString()}`);
      return read(`GET ${path}`, response);
    },
    post: async (path, body) => send('POST', path, body),
    put: async (path, body) => send('PUT', path, body),
    until({ what, as = '', timeoutMs, check }) {
      return new Promise((resolve, reject) => {
        const socket = new WebSocket(
          `${at('/events').replace('http', 'ws')}?${new URLSearchParams({ as }).toString()}`,
        );
        const timer = setTimeout(
          () => end(() => reject(new Error(`Waited ${timeoutMs} ms for ${what}.`))),
          timeoutMs,
        );
        function end(settle: () => void) {
          clearTimeout(timer);
          socket.close();
          settle();
        }
        // Each event waits for the check before it, so that none is looked at twice at once.
        let checking = Promise.resolve();
        async function next(previous: Promise<void>, event?: PlaygroundEvent) {
          await previous;
          const value = await check(event);
          if (value !== undefined) end(() => resolve(value));
        }
        const look = (event?: PlaygroundEvent) => {
          checking = next(checking, event);
          checking.catch((error: unknown) => end(() => reject(error)));
        };
        socket.addEventListener('open', () => look());
        socket.addEventListener('message', ({ data }) => look(JSON.parse(String(data))));
        socket.addEventListener('error', () => end(() => reject(new Error(`No local Discord at ${url}.`))));
      });
    },
  };
}
