import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, startDiscord } from './local-discord.ts';
import { identified } from './raw-gateway.ts';

/** A local Discord with one command, `/ask`, and a bare gateway session that hears of it. */
export async function startAsking(now: () => number) {
  const playground: Playground = await startDiscord({ now });
  const gateway = await identified(playground);
  const what = { type: 3, name: 'what', description: 'What', autocomplete: true };
  const body = [{ name: 'ask', description: 'Asks', options: [what] }];
  await call(playground, `/applications/${APPLICATION_ID}/commands`, { method: 'PUT', body });

  /** A fresh interaction, and how to answer it. */
  async function interact(kind: 'command' | 'autocomplete' = 'command') {
    const typing = { name: 'what', type: 3, value: 'x', focused: true };
    await fetch(`${playground.url}/playground/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind,
        as: 'alice',
        channelId: '400000000000000001',
        command: 'ask',
        options: kind === 'command' ? [] : [typing],
      }),
    });
    const { d } = await gateway.event('INTERACTION_CREATE');
    const path = `/interactions/${d.id}/${d.token}/callback`;
    const webhook = `/webhooks/${APPLICATION_ID}/${d.token}`;
    return {
      id: d.id as string,
      webhook,
      answer: async (type: number, data?: unknown) =>
        call(playground, path, { body: { type, data }, token: null }),
      answerWithResponse: async (type: number, data?: unknown) =>
        call(playground, `${path}?with_response=true`, { body: { type, data }, token: null }),
      followUp: async (body: unknown) => call(playground, webhook, { body, token: null }),
      edit: async (body: unknown, id = '@original') =>
        call(playground, `${webhook}/messages/${id}`, { method: 'PATCH', body, token: null }),
    };
  }

  return { playground, interact };
}

/** Walks into nested errors: `data.embeds.0.title`. */
export function complaintsAt(errors: unknown, path: string): { code: string; message: string }[] {
  let at: unknown = errors;
  for (const key of path.split('.')) at = Object(at)[key];
  return Object(at)._errors ?? [];
}
