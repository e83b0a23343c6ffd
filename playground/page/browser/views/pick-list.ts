import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { DirectiveResult } from 'lit/directive.js';
import { closeList, move } from '../draft.ts';
import type { Page } from '../state.ts';

interface PickList {
  label: string;
  lines: { name: string; description?: string }[];
  active: number;
  /** What is said when there is no line. */
  empty: string;
  choose: (index: number) => void;
}

/** The list above the message box, as a listbox of the ARIA combobox pattern. The focus stays in the box. */
export function pickList({ label, lines, active, empty, choose }: PickList): TemplateResult {
  return html`
    <div class="pick-list">
      <p class="pick-title">${label}</p>
      <ul id="pick-list" role="listbox" aria-label=${label}>
        ${lines.map(
          ({ name, description }, index) => html`
            <li
              id="pick-${index}"
              role="option"
              aria-selected=${index === active ? 'true' : 'false'}
              ${ref((element) => index === active && element?.scrollIntoView({ block: 'nearest' }))}
              @mousedown=${(event: Event) => {
                // The click must not take the focus out of the box.
                event.preventDefault();
                choose(index);
              }}
            >
              <b>${name}</b>${description ? html`<span>${description}</span>` : ''}
            </li>
          `,
        )}
      </ul>
      ${lines.length === 0 ? html`<p class="pick-empty" role="status">${empty}</p>` : ''}
    </div>
  `;
}

/** Makes an input the combobox of the list. */
export function combobox(open: boolean, active: number): DirectiveResult {
  return ref((element) => {
    if (!element) return;
    element.setAttribute('role', 'combobox');
    element.setAttribute('aria-autocomplete', 'list');
    element.setAttribute('aria-expanded', String(open));
    element.setAttribute('aria-controls', 'pick-list');
    if (open && active >= 0) element.setAttribute('aria-activedescendant', `pick-${active}`);
    else element.removeAttribute('aria-activedescendant');
  });
}

interface ListKeys {
  count: number;
  /** Also moves the focus. */
  choose: (index: number) => void;
}

/** The keys of the list: arrows move, Enter and Tab choose, Escape closes. Other keys are left alone. */
export function listKeys(page: Page, { count, choose }: ListKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const { open, active, asking } = page.store.get().draft;
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(page, event.key === 'ArrowDown' ? 1 : -1, count);
    } else if (open && event.key === 'Escape') {
      event.preventDefault();
      closeList(page);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      // While suggestions are on their way, Tab waits for the first of them; Enter sends what is written.
      const isComing =
        asking &&
        event.key === 'Tab' &&
        event.target instanceof HTMLInputElement &&
        event.target.value !== '';
      if (!isComing && !(open && active >= 0 && active < count)) return;
      event.preventDefault();
      choose(Math.max(active, 0));
    }
  };
}
