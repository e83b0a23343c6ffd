import type { APIMessage } from 'discord-api-types/v10';
import type { InteractionView, PlaygroundEvent } from '../../protocol.ts';
import type { Page } from './state.ts';
import { noteMessage } from './unread.ts';

/** Takes in what the server tells; hearing the same twice changes nothing. */
export function hear(page: Page, event: PlaygroundEvent): void {
  switch (event.type) {
    case 'message':
      noteMessage(page, event.message);
      hearMessage(page, event.message);
      break;
    case 'message-deleted': {
      const messages = page.store.get().messages?.filter(({ id }) => id !== event.messageId) ?? null;
      page.store.set({ messages });
      break;
    }
    case 'interaction':
      hearInteraction(page, event.interaction);
      break;
    case 'faults':
      page.store.set({ faults: event.faults });
      break;
    case 'commands-changed':
    case 'world-changed':
    case 'log':
      break;
    case 'bot': {
      const { world } = page.store.get();
      if (world) page.store.set({ world: { ...world, botOnline: event.online } });
      break;
    }
  }
}

function hearMessage(page: Page, message: APIMessage): void {
  const { messages, place } = page.store.get();
  if (!messages || message.channel_id !== place?.channelId) return;
  const known = messages.some(({ id }) => id === message.id);
  page.store.set({
    messages: known
      ? messages.map((each) => (each.id === message.id ? message : each))
      : [...messages, message].toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id))),
  });
}

/** Keeps how far an interaction is; autocomplete is answered to the box that asked. */
export function hearInteraction(page: Page, interaction: InteractionView): void {
  if (interaction.kind === 'autocomplete') return;
  const { interactions, started } = page.store.get();
  const mine = started.find(({ id }) => id === interaction.id);
  // Another tab may act as the same person: its forms open there.
  if (mine && interaction.modal && !interactions[interaction.id]?.modal) {
    page.store.set({ modal: { started: mine, data: interaction.modal, problem: null } });
  }
  if (mine) page.store.set({ interactions: { ...interactions, [interaction.id]: interaction } });
}
