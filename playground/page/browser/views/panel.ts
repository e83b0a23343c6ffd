import { html, type TemplateResult } from 'lit';
import { closePanel } from '../panel.ts';
import { guildAt } from '../place.ts';
import type { Page, State } from '../state.ts';
import { faultsPanel } from './faults.ts';
import { icon } from './icon.ts';
import { inspector } from './inspector.ts';
import type { Reader } from './markdown.ts';
import { members } from './members.ts';

/** What stands at the right, if anything: one panel at a time. */
export function panel(page: Page, state: State, reader: Reader): TemplateResult | string {
  switch (state.panel) {
    case 'members': {
      const guild = guildAt(reader.world, reader.place);
      return guild ? frame(page, 'members', 'Members', members(page, state, reader, guild)) : '';
    }
    case 'inspector':
      return frame(page, 'wide', 'Inspector', inspector(page, state, reader));
    case 'faults':
      return frame(page, 'wide', 'Faults', faultsPanel(page, state, reader.world));
    case null:
      break;
  }
  return '';
}

function frame(page: Page, kind: string, name: string, body: TemplateResult): TemplateResult {
  return html`
    <aside class="panel ${kind}" aria-label=${name}>
      <div class="bar">
        <h2>${name}</h2>
        <button id="close-panel" class="tool" aria-label="Close ${name}" @click=${() => closePanel(page)}>
          ${icon('close')}
        </button>
      </div>
      <div class="panel-body" tabindex="0" role="region" aria-label="${name}, content">${body}</div>
    </aside>
  `;
}
