import { html, type TemplateResult } from 'lit';
import type { World } from '../../../protocol.ts';
import { clearFaults, describeFaults } from '../faults.ts';
import { channelName, displayName, guildAt, personAt } from '../place.ts';
import type { Page, State } from '../state.ts';

/** One sentence above the messages when something is missing; the worst comes first. */
export function banner(state: State): TemplateResult {
  const sentence = sentenceFor(state);
  return html`<div role="status" class=${sentence ? 'banner' : ''}>${sentence}</div>`;
}

function sentenceFor({ connected, world, place, messages, commands }: State): string {
  if (!connected && messages) return 'The connection to the local Discord is lost. Trying again…';
  if (world && !world.botOnline) {
    return 'The bot is not connected. Start it, and this page will notice; until then no command is answered.';
  }
  const guild = world && place ? guildAt(world, place) : undefined;
  if (guild?.unavailable) return `${guild.name} has an outage: nothing in it can be reached.`;
  if (guild && !guild.botIsMember) {
    return `${world?.bot.username} is not in this server. Who has the app installed can use some of its commands.`;
  }
  if (!world || !place || commands?.length !== 0) return '';
  if (!world.hasCommands) {
    return 'There are no commands yet. They appear as soon as the bot has registered them.';
  }
  const user = personAt(world, place)?.user;
  const where = guild ? `#${channelName(world, place)}` : 'direct messages';
  return `${user ? displayName(world, user.id, guild) : ''} may not use any of ${world.bot.username}’s commands in ${where}.`;
}

/** What goes wrong on purpose, so that nobody takes it for a fault of the bot. */
export function faultsBanner(page: Page, { faults }: State, world: World): TemplateResult {
  const on = describeFaults(faults, world);
  return html`<div role="status" class=${on.length > 0 ? 'banner faults' : ''}>
    ${
      on.length > 0
        ? html`<span>On purpose: ${on.join(' · ')}</span>
            <button class="button" @click=${() => void clearFaults(page)}>Clear all</button>`
        : ''
    }
  </div>`;
}
