import type {
  Act,
  CommandsView,
  Faults,
  GatewayAct,
  InteractionView,
  MessagesView,
  PlaygroundEvent,
  Say,
  Upload,
  World,
} from '../../protocol.ts';

/** The server refused; `message` is its sentence. */
export class RequestError extends Error {
  override name = 'RequestError';
}

/** The deepest sentences of Discord's error shape, such as `options.name: Must be 100 or fewer in length.` */
function sentences(errors: unknown, path: string[] = []): string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  if ('_errors' in errors && Array.isArray(errors._errors)) {
    return errors._errors.map((error: { message?: string }) =>
      [path.join('.'), error.message ?? 'invalid'].filter(Boolean).join(': '),
    );
  }
  return Object.entries(errors).flatMap(([key, value]) => sentences(value, [...path, key]));
}

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`/playground${path}`, init);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const { message, errors } = (body ?? {}) as { message?: string; errors?: unknown };
  const details = sentences(errors);
  throw new RequestError(details.length > 0 ? details.join(' ') : (message ?? `HTTP ${response.status}`));
}

type Body = Act | GatewayAct | Partial<Faults> | Say | Upload;

const post = <T>(path: string, body: Body, method = 'POST'): Promise<T> =>
  request<T>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

/** What the page asks of the server. Each throws {@link RequestError} with the server's sentence. */
export const api = {
  world: () => request<World>('/world'),
  commands: (as: string, channelId: string) => request<CommandsView>(`/commands?${query({ as, channelId })}`),
  messages: (as: string, channelId: string) =>
    request<MessagesView>(`/channels/${channelId}/messages?${query({ as })}`),
  act: (act: Act) => post<{ id: string }>('/interactions', act),
  say: (channelId: string, said: Say) => post<unknown>(`/channels/${channelId}/messages`, said),
  upload: (file: Upload) => post<{ id: string }>('/attachments', file),
  interaction: (id: string, wait: 'first' | 'final') =>
    request<InteractionView>(`/interactions/${id}?${query({ wait })}`),
  faults: () => request<Faults>('/faults'),
  /** What is left out is as it was at the start. */
  setFaults: (faults: Partial<Faults>) => post<Faults>('/faults', faults, 'PUT'),
  gateway: (act: GatewayAct) => post<{ connections: number }>('/gateway', act),
};

/** The client for the server. */
export type Api = typeof api;

/** Who listens to the server. */
export interface Listener {
  event(event: PlaygroundEvent): void;
  /** The line is open (again): what was missed must be loaded. */
  opened(): void;
  lost(): void;
}

/** Listens as a person, or to what everybody does (null), and connects again with growing pauses (0.25 s to 8 s). Returns how to stop. */
export function listen(as: string | null, listener: Listener): () => void {
  let socket: WebSocket;
  let pause = 250;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const connect = (): void => {
    const who = as === null ? '' : `?${query({ as })}`;
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/playground/events${who}`);
    socket.onopen = () => {
      pause = 250;
      listener.opened();
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      if (!stopped) listener.event(JSON.parse(message.data) as PlaygroundEvent);
    };
    socket.onclose = () => {
      if (stopped) return;
      listener.lost();
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, 8000);
    };
  };

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket.close();
  };
}
