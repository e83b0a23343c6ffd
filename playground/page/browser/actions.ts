import type { Act, ModalValue } from '../../protocol.ts';
import { hearInteraction } from './hear.ts';
import type { OpenModal, Page, Started } from './state.ts';

const dismissedKey = 'dismissed';

/** The ephemeral messages dismissed in this tab. */
export function dismissedBefore(): ReadonlySet<string> {
  return new Set((sessionStorage.getItem(dismissedKey) ?? '').split(' ').filter(Boolean));
}

/** Hides an ephemeral message, as only its reader can. */
export function dismiss(page: Page, messageId: string): void {
  const dismissed = new Set([...page.store.get().dismissed, messageId]);
  sessionStorage.setItem(dismissedKey, [...dismissed].join(' '));
  page.store.set({ dismissed, focusId: 'message-box' });
}

/** Removes the card of an interaction that failed. */
export function forget(page: Page, id: string): void {
  page.store.set({
    started: page.store.get().started.filter((each) => each.id !== id),
    focusId: 'message-box',
  });
}

/** Begins an interaction, and remembers what to show until it is answered. Throws the server's refusal. */
export async function begin(
  page: Page,
  act: Act,
  { label, messageId }: Pick<Started, 'label' | 'messageId'>,
): Promise<void> {
  const { place } = page.store.get();
  if (!place) return;
  const { id } = await page.api.act(act);
  const { started } = page.store.get();
  page.store.set({
    started: [...started, { id, person: place.person, channelId: place.channelId, label, messageId }],
  });
  // The line may be down, or have told before the page knew that this interaction is its own.
  hearInteraction(page, await page.api.interaction(id, 'first'));
}

/** Presses a button, or chooses from a select with `values`. */
export async function press(
  page: Page,
  messageId: string,
  customId: string,
  values?: string[],
): Promise<void> {
  const { place } = page.store.get();
  if (!place) return;
  const act: Act = {
    kind: 'component',
    as: place.person,
    messageId,
    customId,
    ...(values ? { values } : {}),
  };
  try {
    await begin(page, act, { label: null, messageId });
  } catch (error) {
    page.store.set({ draft: { ...page.store.get().draft, problem: sentence(error) } });
  }
}

/** Submits a modal; a refusal is shown in it, and what was entered stays. */
export async function submitModal(
  page: Page,
  modal: OpenModal,
  enter: () => Promise<Record<string, ModalValue>>,
): Promise<void> {
  const { place } = page.store.get();
  if (!place) return;
  try {
    const values = await enter();
    const act: Act = { kind: 'modal', as: place.person, interactionId: modal.started.id, values };
    await begin(page, act, modal.started);
    closeModal(page);
  } catch (error) {
    page.store.set({ modal: { ...modal, problem: sentence(error) } });
  }
}

/** Closes the open modal. */
export function closeModal(page: Page): void {
  page.store.set({ modal: null, focusId: 'message-box' });
}

/** What to tell of a failure. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : 'The local Discord does not answer.';
}
