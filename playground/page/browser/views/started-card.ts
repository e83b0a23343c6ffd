import { html, type TemplateResult } from 'lit';
import type { InteractionState } from '../../../protocol.ts';
import { forget } from '../actions.ts';
import { madeAt } from '../inspect.ts';
import { personAt } from '../place.ts';
import type { Page, Started, State } from '../state.ts';
import type { Reader } from './markdown.ts';
import { frame, thinking } from './message.ts';

/** A command that has no message yet: it is being sent, the bot thinks, or it failed. */
export function startedCard(
  page: Page,
  state: State,
  started: Started,
  reader: Reader,
): TemplateResult | string {
  const view = state.interactions[started.id];
  const person = personAt(reader.world, reader.place);
  const known = view?.message && state.messages?.some(({ id }) => id === view.message?.id);
  if (!person || known) return '';
  const body = bodyOf(page, started, reader, view?.state ?? 'pending');
  return body
    ? frame({
        reader,
        menu: null,
        author: reader.world.bot,
        date: new Date(madeAt(started.id)),
        used: { user: person.user, label: started.label ?? '' },
        ephemeral: false,
        body,
      })
    : '';
}

function bodyOf(page: Page, { id }: Started, reader: Reader, state: InteractionState): TemplateResult | null {
  switch (state) {
    case 'pending':
      return html`<p class="sending">Sending command…</p>`;
    case 'thinking':
      return thinking(reader);
    case 'failed':
      return html`<p class="failed">
        The application did not respond
        <button class="link" @click=${() => forget(page, id)}>Dismiss message</button>
      </p>`;
    case 'answered':
      break;
  }
  return null;
}
