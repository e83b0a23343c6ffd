import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { FilledOption } from '../../protocol.ts';
import type { Suggestion } from './slash/draft-state.ts';
import { localName } from './slash/entries.ts';
import { nest, resolve } from './slash/resolve.ts';
import type { Scene } from './slash/suggestions.ts';
import type { Page } from './state.ts';

const pauseMs = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
let latest = 0;

/**
 * Asks the bot for suggestions once typing pauses for 150 ms, with the other options as they are filled so far.
 * An answer that a later question has overtaken is dropped; null is none at all.
 */
export function complete(
  page: Page,
  option: APIApplicationCommandBasicOption,
  where: Scene,
  answer: (suggestions: Suggestion[] | null) => void,
): void {
  clearTimeout(timer);
  latest += 1;
  const mine = latest;
  timer = setTimeout(() => {
    void ask(page, option, where)
      .catch(() => null)
      .then((suggestions) => (mine === latest ? answer(suggestions) : undefined));
  }, pauseMs);
}

async function ask(
  page: Page,
  focused: APIApplicationCommandBasicOption,
  where: Scene,
): Promise<Suggestion[] | null> {
  const { entry, fields } = page.store.get().draft;
  // Typing may have gone on to another command meanwhile.
  if (!entry?.options.includes(focused)) return [];
  const options = entry.options.flatMap((option): FilledOption[] => {
    const field = fields[option.name] ?? { text: '', value: null };
    if (option.name === focused.name) {
      return [{ name: option.name, type: option.type, value: field.text, focused: true }];
    }
    const resolved = resolve(option, field, where);
    return resolved && 'value' in resolved
      ? [{ name: option.name, type: option.type, value: resolved.value }]
      : [];
  });
  const { id } = await page.api.act({
    kind: 'autocomplete',
    as: where.place.person,
    channelId: where.place.channelId,
    command: entry.path[0] ?? '',
    options: nest(entry, options),
  });
  const { choices } = await page.api.interaction(id, 'first');
  return choices && choices.map((choice) => ({ name: localName(choice, where.locale), value: choice.value }));
}
