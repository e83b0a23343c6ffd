import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { World } from '../../../protocol.ts';
import { typeText } from '../draft.ts';
import { channelName, placeKey } from '../place.ts';
import type { Page, State } from '../state.ts';
import type { Place } from '../place.ts';
import { stickToBottom } from '../stick-to-bottom.ts';
import { readerFor } from './reader.ts';
import { message } from './message.ts';
import { startedCard } from './started-card.ts';

/** The messages of the channel, oldest first, and among them what is still being answered or was not. */
export function messageLog(page: Page, state: State, world: World, place: Place): TemplateResult {
  const reader = readerFor(page, world, place);
  const shown = (state.messages ?? []).filter(({ id }) => !state.dismissed.has(id));
  const cards = state.started
    .filter(({ person, channelId }) => person === place.person && channelId === place.channelId)
    .filter(({ label }) => label !== null);
  // Both have ids that tell when they were made: what failed keeps its place, and newer messages go below it.
  const entries = [...shown, ...cards].toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  const isLinked = place.messageId !== undefined && state.sent === 0;
  // Relative times grow old.
  const minute = Math.floor(Date.now() / 60_000);
  return html`
    <div
      class="scroller"
      role="region"
      tabindex="0"
      aria-label="Messages"
      ${stickToBottom(`${placeKey(place)} ${state.sent}`, isLinked)}
    >
      <div role="log" aria-busy=${state.messages ? 'false' : 'true'}>
        ${state.trouble ? html`<p class="waiting" role="alert">${state.trouble}</p>` : ''}
        ${state.messages ? greeting(page, world, place) : html`<p class="waiting">Loading messages…</p>`}
        ${repeat(
          entries,
          ({ id }) => id,
          (each) =>
            'person' in each
              ? startedCard(page, state, each, reader)
              : // Reading markdown again at each key typed would be felt in a long channel.
                guard([each, state.started, state.interactions, world, place, minute], () =>
                  message(page, state, each, reader),
                ),
        )}
      </div>
    </div>
  `;
}

function greeting(page: Page, world: World, place: Place): TemplateResult {
  const begin = (): void => {
    typeText(page, '/');
    page.store.set({ focusId: 'message-box' });
  };
  const sign = place.guild ? '#' : '@';
  return html`
    <div class="greeting">
      <h2>Welcome to ${sign}${channelName(world, place)}</h2>
      <p>
        This is a local Discord: ${world.bot.username} runs here as it does on Discord, and nothing leaves
        your computer. Act as anybody with the switch below the channels.
      </p>
      <p>Type <button class="mention" @click=${begin}>/</button> to see what ${world.bot.username} can do.</p>
    </div>
  `;
}
