import type { APIInteraction } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InteractionState, InteractionView } from '../../../protocol.ts';
import { avatar } from '../avatar.ts';
import { describeSent } from '../describe-sent.ts';
import { madeAt } from '../inspect.ts';
import { displayName } from '../place.ts';
import type { Page, State } from '../state.ts';
import { formatTimestamp } from '../time.ts';
import { inspected } from './inspected.ts';
import type { Reader } from './markdown.ts';

const words: Record<InteractionState, string> = {
  pending: 'waiting',
  thinking: 'thinking',
  answered: 'answered',
  failed: 'no answer',
};

/** Everybody's interactions, newest first, and the chosen one as it went over the line. */
export function inspector(page: Page, state: State, reader: Reader): TemplateResult {
  const { withAutocomplete } = state;
  const listed = state.inspected.filter(({ kind }) => withAutocomplete || kind !== 'autocomplete');
  const shown = listed.find(({ id }) => id === state.selected) ?? listed[0];
  const choice = html`<label class="with-autocomplete"
    ><input
      type="checkbox"
      .checked=${withAutocomplete}
      @change=${() => page.store.set({ withAutocomplete: !withAutocomplete })}
    />
    Autocompletion too</label
  >`;
  if (!shown) {
    return html`${choice}
      <p class="empty">
        Use a command or press a button: what is sent to the bot, what it answers, and how long it takes
        appears here.
      </p>`;
  }
  return html`
    ${choice}
    <ol class="interactions" aria-label="Interactions">
      ${repeat(
        listed,
        ({ id }) => id,
        (each) => html`<li>${line(page, each, each.id === shown.id, reader)}</li>`,
      )}
    </ol>
    ${inspected(page, shown)}
  `;
}

function line(page: Page, view: InteractionView, chosen: boolean, reader: Reader): TemplateResult {
  const sent = view.sent as APIInteraction;
  const user = sent.member?.user ?? sent.user;
  const name = displayName(reader.world, user?.id ?? '');
  return html`<button
    class="interaction"
    aria-current=${chosen ? 'true' : 'false'}
    @click=${() => page.store.set({ selected: view.id })}
  >
    ${user ? html`<img class="avatar tiny" src=${avatar(user.id, name)} alt="" />` : ''}
    <span class="what"><b>${name}</b> <span>${describeSent(sent)}</span></span>
    <span class="when">
      <span class="state ${view.state}">${words[view.state]}</span>
      ${view.firstResponseMs === null ? '' : html`<span class="ms">${view.firstResponseMs} ms</span>`}
      <time>${formatTimestamp(new Date(madeAt(view.id)), 'T', reader.locale)}</time>
    </span>
  </button>`;
}
