import type { Page } from './state.ts';

const shownMs = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something for a moment. */
export function say(page: Page, notice: string): void {
  clearTimeout(timer);
  page.store.set({ notice });
  timer = setTimeout(() => page.store.set({ notice: '' }), shownMs);
}

/** Copies a text, and says so. */
export async function copy(page: Page, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(page, 'Copied.');
  } catch {
    say(page, 'The browser does not allow copying here.');
  }
}
