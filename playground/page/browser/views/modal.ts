import { ComponentType } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { closeModal, submitModal } from '../actions.ts';
import { fieldsOf, modalValues } from '../modal-values.ts';
import type { OpenModal, Page } from '../state.ts';
import { markdown, type Reader } from './markdown.ts';
import { modalField } from './modal-field.ts';

/** A form the bot has opened, as a modal dialog. */
export function modal(page: Page, open: OpenModal, reader: Reader): TemplateResult {
  const { title, components } = open.data;
  const submit = (event: Event): void => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    void submitModal(page, open, () => modalValues(page, form, components));
  };
  return html`
    <dialog class="modal" aria-labelledby="modal-title" ${ref(show)} @cancel=${() => closeModal(page)}>
      <form autocomplete="off" @submit=${submit}>
        <h2 id="modal-title">${title}</h2>
        ${components.map((component) =>
          component.type === ComponentType.TextDisplay
            ? html`<div>${markdown(component.content, reader)}</div>`
            : fieldsOf(component).map((field) => modalField(field, reader)),
        )}
        ${open.problem ? html`<p class="problem" role="alert">${open.problem}</p>` : ''}
        <div class="end">
          <button type="button" class="button secondary" @click=${() => closeModal(page)}>Cancel</button>
          <button type="submit" class="button primary">Submit</button>
        </div>
      </form>
    </dialog>
  `;
}

function show(element: Element | undefined): void {
  // Lit calls this before the element is in the page, where a dialog cannot open.
  queueMicrotask(() => {
    if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal();
  });
}
