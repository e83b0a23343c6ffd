import { html, type TemplateResult } from 'lit';
import type { World } from '../../../protocol.ts';
import { togglePanel } from '../panel.ts';
import { channelName, guildAt } from '../place.ts';
import type { Page, Panel, State } from '../state.ts';
import type { Place } from '../place.ts';
import { icon, type IconName } from './icon.ts';

/** Above the messages: the channel, and what opens the panels. */
export function bar(page: Page, state: State, world: World, place: Place): TemplateResult {
  const guild = guildAt(world, place);
  const channel = guild?.channels.find(({ id }) => id === place.channelId);
  const topic = channel && 'topic' in channel ? channel.topic : null;
  return html`
    <header class="bar">
      <button
        id="menu"
        class="tool menu"
        aria-label="Servers and channels"
        aria-expanded=${state.menuOpen ? 'true' : 'false'}
        @click=${() => page.store.set({ menuOpen: !state.menuOpen })}
      >
        ${icon('menu')}
      </button>
      <span class="sign" aria-hidden="true">${guild ? '#' : '@'}</span>
      <h1 id="channel-name">${channelName(world, place)}</h1>
      ${topic ? html`<p class="topic">${topic}</p>` : ''}
      <span class="tools">
        ${guild ? tool(page, state, 'members', 'Member list') : ''}
        ${tool(page, state, 'inspector', 'Inspector')} ${tool(page, state, 'faults', 'Faults')}
      </span>
    </header>
  `;
}

function tool(page: Page, state: State, name: Panel & IconName, label: string): TemplateResult {
  const open = state.panel === name;
  return html`<button
    id="toggle-${name}"
    class="tool"
    title=${label}
    aria-label=${label}
    aria-expanded=${open ? 'true' : 'false'}
    @click=${() => togglePanel(page, name)}
  >
    ${icon(name)}
  </button>`;
}
