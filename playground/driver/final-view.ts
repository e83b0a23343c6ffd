import type { InteractionView } from '../protocol.ts';
import type { Api } from './api.ts';

const FINAL_MS = 60_000;

/** Asks for an interaction until its answer is final. Rejects after a minute. */
export async function finalView(api: Api, id: string): Promise<InteractionView> {
  const deadline = Date.now() + FINAL_MS;
  for (;;) {
    const view = await api.get<InteractionView>(`/interactions/${id}`, { wait: 'final' });
    if (view.state === 'answered' || view.state === 'failed') return view;
    if (Date.now() > deadline) throw new Error(`The answer to interaction ${id} stayed "${view.state}".`);
  }
}
