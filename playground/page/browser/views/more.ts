import { html, type TemplateResult } from 'lit';
import { openMenu } from '../menu.ts';
import type { Menu, Page } from '../state.ts';
import { icon } from './icon.ts';

const longPressMs = 500;

type Target = Pick<Menu, 'on' | 'id'>;

/** Everything that opens the menu of a message or a person, for the element that shows it. */
export interface MenuEvents {
  contextmenu: (event: MouseEvent) => void;
  keydown: (event: KeyboardEvent) => void;
  pointerdown: (event: PointerEvent) => void;
}

/** The button that opens the menu; it shows while its message or person is pointed at or has the focus. */
export function moreButton(page: Page, target: Target, label: string): TemplateResult {
  const open = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof Element) openBelow(page, target, currentTarget);
  };
  return html`<button
    id="more-${target.on}-${target.id}"
    class="tool more"
    aria-label=${label}
    aria-haspopup="menu"
    @click=${open}
  >
    ${icon('more')}
  </button>`;
}

function openBelow(page: Page, target: Target, element: Element): void {
  const { left, bottom } = element.getBoundingClientRect();
  openAt(page, target, left, bottom);
}

function openAt(page: Page, target: Target, x: number, y: number): void {
  openMenu(page, { ...target, x, y, returnTo: `more-${target.on}-${target.id}` });
}

/** Right click, the menu key, Shift+F10, and a long press, which not every phone tells as a right click. */
export function menuEvents(page: Page, target: Target): MenuEvents {
  return {
    contextmenu(event) {
      event.preventDefault();
      if (!page.store.get().menu) openAt(page, target, event.clientX, event.clientY);
    },
    keydown(event) {
      const asks = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (!asks || !(event.target instanceof Element)) return;
      event.preventDefault();
      openBelow(page, target, event.target);
    },
    pointerdown({ pointerType, clientX, clientY, currentTarget }) {
      if (pointerType !== 'touch' || !currentTarget) return;
      const timer = setTimeout(() => openAt(page, target, clientX, clientY), longPressMs);
      for (const ends of ['pointerup', 'pointercancel']) {
        currentTarget.addEventListener(ends, () => clearTimeout(timer), { once: true });
      }
    },
  };
}
