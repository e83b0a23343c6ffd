import { type APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10';
import { begin, sentence } from './actions.ts';
import { copy, say } from './notice.ts';
import { toHash } from './place.ts';
import { localName } from './slash/entries.ts';
import type { Menu, Page, State } from './state.ts';

/** One line of a menu. */
export interface MenuItem {
  label: string;
  run: () => Promise<void>;
}

/** Opens the menu of a message or a person. */
export function openMenu(page: Page, menu: Menu): void {
  page.store.set({ menu });
}

/** Closes the menu; without `refocus`, the focus goes on. */
export function closeMenu(page: Page, refocus = true): void {
  const { menu } = page.store.get();
  if (menu) page.store.set({ menu: null, ...(refocus ? { focusId: menu.returnTo } : {}) });
}

/** The bot's commands for what the menu was opened on. */
export function appItems(page: Page, state: State, menu: Menu, locale: string): MenuItem[] {
  const type = menu.on === 'message' ? ApplicationCommandType.Message : ApplicationCommandType.User;
  return (state.commands ?? [])
    .filter((command) => command.type === type)
    .map((command) => ({
      label: localName(command, locale),
      run: () => runCommand(page, command, menu.id),
    }));
}

async function runCommand(page: Page, command: APIApplicationCommand, targetId: string): Promise<void> {
  const { place } = page.store.get();
  if (!place) return;
  const { person: as, channelId } = place;
  const { name, type } = command;
  page.store.set({ focusId: 'message-box' });
  try {
    await begin(
      page,
      { kind: 'command', as, channelId, command: name, type, targetId, options: [] },
      { label: name, messageId: null },
    );
  } catch (error) {
    say(page, sentence(error));
  }
}

/** What the page itself can do with a message or a person. */
export function ownItems(page: Page, state: State, { on, id }: Menu): MenuItem[] {
  const { place } = state;
  if (on === 'user') return [{ label: 'Copy user ID', run: () => copy(page, id) }];
  const content = state.messages?.find((each) => each.id === id)?.content ?? '';
  const hash = place ? toHash(place.person, place.guild, place.channelId, id) : '';
  return [
    ...(content ? [{ label: 'Copy text', run: () => copy(page, content) }] : []),
    { label: 'Copy message link', run: () => copy(page, `${location.origin}/${hash}`) },
    { label: 'Copy message ID', run: () => copy(page, id) },
  ];
}
