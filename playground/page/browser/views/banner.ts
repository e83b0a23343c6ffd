import { html, type TemplateResult } from 'lit';
import type { State } from '../state.ts';

/** One sentence above the messages when something is missing; the worst comes first. */
export function banner(state: State): TemplateResult {
  const sentence = sentenceFor(state);
  return html`<div role="status" class=${sentence ? 'banner' : ''}>${sentence}</div>`;
}

function sentenceFor({ connected, world, messages, commands }: State): string {
  if (!connected && messages) return 'The connection to the local Discord is lost. Trying again…';
  if (world && !world.botOnline) {
    return 'The bot is not connected. Start it, and this page will notice; until then no command is answered.';
  }
  if (commands?.length === 0) {
    return 'There are no commands here yet. They appear as soon as the bot has registered them.';
  }
  return '';
}
