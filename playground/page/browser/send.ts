import type { FilledOption } from '../../protocol.ts';
import { begin, sentence } from './actions.ts';
import { scene } from './draft.ts';
import { type Draft, emptyDraft } from './slash/draft-state.ts';
import type { CommandEntry } from './slash/entries.ts';
import { nest, resolve } from './slash/resolve.ts';
import type { Scene } from './slash/suggestions.ts';
import type { Page } from './state.ts';

/** Sends what is in the message box: the chosen command, or an ordinary message. */
export async function send(page: Page): Promise<void> {
  const { draft } = page.store.get();
  const where = scene(page);
  if (!where) return;
  if (!draft.entry && draft.text.startsWith('/')) {
    page.store.set({
      draft: { ...draft, problem: 'There is no such command here; choose one from the list.' },
    });
    return;
  }
  const filled = draft.entry ? fill(page, draft, draft.entry, where) : [];
  if (!filled || (!draft.entry && draft.text.trim() === '')) return;
  page.store.set({ draft: emptyDraft, sent: page.store.get().sent + 1, focusId: 'message-box' });
  try {
    if (draft.entry) await sendCommand(page, draft.entry, filled, where);
    else await page.api.say(where.place.channelId, { as: where.place.person, content: draft.text });
  } catch (error) {
    // What was typed comes back, so that nobody types it twice.
    page.store.set({ draft: { ...draft, open: false, errors: {}, problem: sentence(error) } });
  }
}

/** The filled options; null after showing a sentence for each that is wrong. */
function fill(page: Page, draft: Draft, entry: CommandEntry, where: Scene): FilledOption[] | null {
  const errors: Record<string, string> = {};
  const filled: FilledOption[] = [];
  for (const option of entry.options) {
    const resolved = resolve(option, draft.fields[option.name] ?? { text: '', value: null }, where);
    if (resolved && 'error' in resolved) errors[option.name] = resolved.error;
    else if (resolved) filled.push({ name: option.name, type: option.type, value: resolved.value });
  }
  const [wrong] = Object.keys(errors);
  if (!wrong) return filled;
  page.store.set({ draft: { ...draft, errors, open: false }, focusId: `option-${wrong}` });
  return null;
}

async function sendCommand(
  page: Page,
  entry: CommandEntry,
  options: FilledOption[],
  { place }: Scene,
): Promise<void> {
  await begin(
    page,
    {
      kind: 'command',
      as: place.person,
      channelId: place.channelId,
      command: entry.path[0] ?? '',
      options: nest(entry, options),
    },
    { label: `/${entry.path.join(' ')}`, messageId: null },
  );
}
