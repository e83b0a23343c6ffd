import type { Page } from './state.ts';

const writes = 'input, textarea, select, [contenteditable], dialog, [role=menu]';

/** Lets a key that writes, or pastes, write into the message box, wherever the focus is; as Discord does. */
export function typeAnywhere(page: Page, event: KeyboardEvent): void {
  const { modal, menu, draft } = page.store.get();
  const isPaste = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
  const isText = /^.$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.defaultPrevented || event.isComposing || modal || menu || !(isText || isPaste)) return;
  const { target } = event;
  if (target instanceof Element) {
    if (target.closest(writes)) return;
    // The space bar presses what has the focus.
    if (event.key === ' ' && target.closest('button, a, summary')) return;
  }
  const option = Object.keys(draft.fields).at(-1);
  const id = draft.entry ? (option === undefined ? undefined : `option-${option}`) : 'message-box';
  // The browser writes the character into what has the focus once this has run.
  if (id !== undefined) document.getElementById(id)?.focus();
}
