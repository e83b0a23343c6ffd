import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { appItems, closeMenu, type MenuItem, ownItems } from '../menu.ts';
import type { Menu, Page, State } from '../state.ts';
import type { Reader } from './markdown.ts';

const edgePx = 8;

/** The menu of a message or a person: the bot's commands for it, and what the page itself can do. */
export function menu(page: Page, state: State, reader: Reader): TemplateResult | string {
  const { menu } = state;
  if (!menu) return '';
  const apps = appItems(page, state, menu, reader.locale);
  const line = (item: MenuItem): TemplateResult =>
    html`<button
      role="menuitem"
      tabindex="-1"
      @click=${() => {
        closeMenu(page);
        void item.run();
      }}
    >
      ${item.label}
    </button>`;
  return html`
    <div class="menu-veil" @pointerdown=${() => closeMenu(page)} @contextmenu=${prevent}></div>
    <div
      class="context-menu"
      role="menu"
      aria-label=${menu.on === 'message' ? 'Message' : 'Member'}
      ${ref((element) => settle(element, menu))}
      @keydown=${(event: KeyboardEvent) => keys(page, event)}
      @contextmenu=${prevent}
    >
      ${
        apps.length > 0
          ? html`<div role="group" aria-labelledby="menu-apps">
                <p id="menu-apps" class="menu-title">Apps · ${reader.world.application.name}</p>
                ${apps.map(line)}
              </div>
              <hr />`
          : ''
      }
      ${ownItems(page, state, menu).map(line)}
    </div>
  `;
}

const prevent = (event: Event): void => event.preventDefault();

/** Puts the menu where it was asked for, as far as it fits, and the focus on its first line. */
function settle(element: Element | undefined, { x, y }: Menu): void {
  // Its lines are drawn after this runs.
  queueMicrotask(() => {
    if (!(element instanceof HTMLElement) || element.dataset['settled']) return;
    element.dataset['settled'] = 'true';
    const { width, height } = element.getBoundingClientRect();
    const within = (at: number, size: number, room: number): number =>
      Math.max(edgePx, Math.min(at, room - size - edgePx));
    element.style.left = `${within(x, width, innerWidth)}px`;
    element.style.top = `${within(y, height, innerHeight)}px`;
    element.querySelector('button')?.focus();
  });
}

function keys(page: Page, event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const lines = [...event.currentTarget.querySelectorAll('button')];
  const at = lines.findIndex((each) => each === document.activeElement);
  const focus = (index: number): void => lines.at(index % lines.length)?.focus();
  switch (event.key) {
    case 'ArrowDown':
      focus(at + 1);
      break;
    case 'ArrowUp':
      focus(at - 1);
      break;
    case 'Home':
      focus(0);
      break;
    case 'End':
      focus(-1);
      break;
    case 'Escape':
    case 'Tab':
      closeMenu(page);
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
