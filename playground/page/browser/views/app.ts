import { html, type TemplateResult } from 'lit';
import { closePanel, narrow } from '../panel.ts';
import { guildAt } from '../place.ts';
import type { Page, State } from '../state.ts';
import { banner, faultsBanner } from './banner.ts';
import { bar } from './bar.ts';
import { composer } from './composer.ts';
import { menu } from './menu.ts';
import { modal } from './modal.ts';
import { messageLog } from './message-log.ts';
import { panel } from './panel.ts';
import { readerFor } from './reader.ts';
import { sidebar } from './sidebar.ts';

/** The whole page. */
export function app(page: Page, state: State): TemplateResult {
  const { world, place } = state;
  if (!world || !place) return html`<p class="waiting" role="status">Connecting to the local Discord…</p>`;
  const guild = guildAt(world, place);
  const sign = guild ? '#' : '@';
  const reader = readerFor(page, world, place);
  return html`
    <div
      class="app ${state.menuOpen ? 'menu-open' : ''} ${state.panel ? 'panel-open' : ''}"
      @keydown=${(event: KeyboardEvent) => escape(page, event)}
    >
      ${sidebar(page, state, world, place)}
      <div class="veil" @click=${() => closeDrawers(page)}></div>
      <main class="chat" aria-labelledby="channel-name">
        ${bar(page, state, world, place)} ${banner(state)} ${faultsBanner(page, state, world)}
        ${messageLog(page, state, world, place)} ${composer(page, state, sign)}
      </main>
      ${panel(page, state, reader)}
    </div>
    ${state.modal ? modal(page, state.modal, reader) : ''} ${state.menu ? menu(page, state, reader) : ''}
    <p class=${state.notice ? 'notice' : ''} role="status">${state.notice}</p>
  `;
}

// Over the chat both are drawers; beside it, Escape belongs to what is in the chat.
function escape(page: Page, event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const { menuOpen, panel } = page.store.get();
  if (menuOpen || (panel && narrow.matches)) closeDrawers(page);
}

function closeDrawers(page: Page): void {
  if (page.store.get().menuOpen) page.store.set({ menuOpen: false, focusId: 'menu' });
  else closePanel(page);
}
