import type { Page, Panel } from './state.ts';

const key = 'panel';
const panels: readonly string[] = ['members', 'inspector', 'faults'] satisfies Panel[];

/** Where panels and channels are drawers over the chat. */
export const narrow = matchMedia('(max-width: 1100px)');

function isPanel(name: string): name is Panel {
  return panels.includes(name);
}

/** The panel that was open last time; none at first on a narrow screen, where it would hide the channel. */
export function rememberedPanel(): Panel | null {
  if (narrow.matches) return null;
  const name = localStorage.getItem(key) ?? 'members';
  return isPanel(name) ? name : null;
}

/** Opens a panel, or closes it when it is open. */
export function togglePanel(page: Page, panel: Panel): void {
  if (page.store.get().panel === panel) {
    closePanel(page);
    return;
  }
  localStorage.setItem(key, panel);
  page.store.set({ panel, menuOpen: false, ...(narrow.matches ? { focusId: 'close-panel' } : {}) });
}

/** Closes the open panel; the button that opened it has the focus again. */
export function closePanel(page: Page): void {
  const { panel } = page.store.get();
  if (!panel) return;
  if (!narrow.matches) localStorage.setItem(key, 'none');
  page.store.set({ panel: null, focusId: `toggle-${panel}` });
}

/** Puts the panels right when the window becomes narrow or wide. */
export function followWidth(page: Page): void {
  narrow.addEventListener('change', () => page.store.set({ panel: rememberedPanel(), menuOpen: false }));
}
