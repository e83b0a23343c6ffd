import { html, type TemplateResult } from 'lit';
import { channelName, guildAt } from '../place.ts';
import type { Page, State } from '../state.ts';
import { banner } from './banner.ts';
import { composer } from './composer.ts';
import { members } from './members.ts';
import { modal } from './modal.ts';
import { messageLog } from './message-log.ts';
import { readerFor } from './reader.ts';
import { sidebar } from './sidebar.ts';

/** The whole page. */
export function app(page: Page, state: State): TemplateResult {
  const { world, place } = state;
  if (!world || !place) return html`<p class="waiting" role="status">Connecting to the local Discord…</p>`;
  const guild = guildAt(world, place);
  const name = channelName(world, place);
  const toggle = (): void => page.store.set({ menuOpen: !state.menuOpen });
  return html`
    <div
      class="app ${state.menuOpen ? 'menu-open' : ''}"
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && state.menuOpen) page.store.set({ menuOpen: false, focusId: 'menu' });
      }}
    >
      ${sidebar(page, state, world, place)}
      <div class="veil" @click=${toggle}></div>
      <main class="chat" aria-labelledby="channel-name">
        <header class="bar">
          <button
            id="menu"
            class="menu"
            aria-label="Servers and channels"
            aria-expanded=${state.menuOpen ? 'true' : 'false'}
            @click=${toggle}
          >
            ☰
          </button>
          <span class="sign" aria-hidden="true">${guild ? '#' : '@'}</span>
          <h1 id="channel-name">${name}</h1>
          ${topic(state)}
        </header>
        ${banner(state)} ${messageLog(page, state, world, place)} ${composer(page, state, guild ? '#' : '@')}
      </main>
      ${state.modal ? modal(page, state.modal, readerFor(page, world, place)) : ''}
      ${guild ? members(world, guild) : ''}
    </div>
  `;
}

function topic(state: State): TemplateResult | string {
  const guild = state.world?.guilds.find(({ key }) => key === state.place?.guild);
  const channel = guild?.channels.find(({ id }) => id === state.place?.channelId);
  return channel && 'topic' in channel && channel.topic ? html`<p class="topic">${channel.topic}</p>` : '';
}
