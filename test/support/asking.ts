import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, DISCORD_WAITS_MS, startDiscord } from './local-discord.ts';
import { identified } from './raw-gateway.ts';

/** A local Discord with one command, `/ask`, or others, and a bare gateway session that hears of them. */
export async function startAsking(now: () => number, commands?: unknown[]) {
  const playground: Playground = await startDiscord({
    now,
    limits: { firstResponseMs: DISCORD_WAITS_MS },
  });
  const gateway = await identified(playground);
  let last = '';
  const what = { type: 3, name: 'what', description: 'What', autocomplete: true };
  const body = commands ?? [{ name: 'ask', description: 'Asks', options: [what] }];
  await call(playground, `/applications/${APPLICATION_ID}/commands`, { method: 'PUT', body });

  /** What a person does, Alice unless told; throws with the error when Discord refuses it. */
  async function act(deed: object) {
    const response = await fetch(`${playground.url}/playground/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'alice', ...deed }),
    });
    if (!response.ok) throw new Error(await response.text());
    const { d } = await gateway.event('INTERACTION_CREATE');
    last = d.id;
    const path = `/interactions/${d.id}/${d.token}/callback`;
    const webhook = `/webhooks/${APPLICATION_ID}/${d.token}`;
    return {
      id: d.id as string,
      /** The interaction as the bot got it. */
      sent: d,
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

  /** A fresh interaction, and how to answer it. */
  async function interact(kind: 'command' | 'autocomplete' = 'command') {
    const typing = { name: 'what', type: 3, value: 'x', focused: true };
    const options = kind === 'command' ? [] : [typing];
    return act({ kind, channelId: '400000000000000001', command: 'ask', options });
  }

  /** Submits the modal that the last interaction was answered with. */
  const submitLast = async (values: Record<string, unknown>) =>
    act({ kind: 'modal', interactionId: last, values });

  return { playground, act, interact, submitLast };
}

/** Walks into nested errors: `data.embeds.0.title`. */
export function complaintsAt(errors: unknown, path: string): { code: string; message: string }[] {
  let at: unknown = errors;
  for (const key of path.split('.')) at = Object(at)[key];
  return Object(at)._errors ?? [];
}
