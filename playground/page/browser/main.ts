import { render } from 'lit';
import { dismissedBefore } from './actions.ts';
import { api } from './api.ts';
import { inspect } from './inspect.ts';
import { go, loadWorld } from './load.ts';
import { followWidth, rememberedPanel } from './panel.ts';
import { initialState, type Page } from './state.ts';
import { createStore } from './store.ts';
import { typeAnywhere } from './type-anywhere.ts';
import { app } from './views/app.ts';

const relativeTimesMs = 30_000;

const page: Page = {
  store: createStore({ ...initialState, dismissed: dismissedBefore(), panel: rememberedPanel() }, draw),
  api,
};

function draw(): void {
  const state = page.store.get();
  render(app(page, state), document.body);
  if (!state.focusId) return;
  document.getElementById(state.focusId)?.focus();
  page.store.set({ focusId: null });
}

draw();
addEventListener('hashchange', () => go(page));
addEventListener('keydown', (event) => typeAnywhere(page, event));
followWidth(page);
inspect(page);
setInterval(draw, relativeTimesMs);
void loadWorld(page);
