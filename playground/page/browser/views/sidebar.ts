import { html, type TemplateResult } from 'lit';
import type { World } from '../../../protocol.ts';
import { avatar, initialOf } from '../avatar.ts';
import { guildAt, guildsOf, toHash } from '../place.ts';
import type { Page, State } from '../state.ts';
import type { Place } from '../place.ts';
import { hasUnreadDms, isGuildUnread, isUnread } from '../unread.ts';
import { visibleChannels } from '../visible-channels.ts';
import { personSwitcher } from './person-switcher.ts';

const current = (is: boolean): 'page' | 'false' => (is ? 'page' : 'false');

/** How something unread is drawn and said. */
const unread = (is: boolean) => (is ? { mark: 'unread', said: ', unread' } : { mark: '', said: '' });

/** Left: the guilds and the direct messages, the channels of the chosen one, and who acts. */
export function sidebar(page: Page, state: State, world: World, place: Place): TemplateResult {
  // Going where one already is changes no hash, so the drawer is closed here too.
  const close = (): void => page.store.set({ menuOpen: false });
  return html`
    <div class="sidebar" @click=${(event: Event) => event.target instanceof HTMLAnchorElement && close()}>
      <nav class="rail" aria-label="Servers">
        <a
          class="pill ${unread(hasUnreadDms(state, place.person)).mark}"
          href=${toHash(place.person, null)}
          aria-current=${current(place.guild === null)}
          aria-label="Direct messages${unread(hasUnreadDms(state, place.person)).said}"
          title="Direct messages"
          ><span aria-hidden="true">✉</span></a
        >
        <hr />
        ${guildsOf(world, place.person).map(
          (guild) => html`
            <a
              class="pill ${guild.unavailable ? 'offline' : ''} ${unread(isGuildUnread(state, place.person, guild.key)).mark}"
              href=${toHash(place.person, guild.key)}
              aria-current=${current(place.guild === guild.key)}
              aria-label="${guild.name}${unread(isGuildUnread(state, place.person, guild.key)).said}"
              title=${guild.name}
              data-initials=${initials(guild.name)}
            ></a>
          `,
        )}
      </nav>
      <div class="side">
        <div class="bar"><h2>${guildAt(world, place)?.name ?? 'Direct messages'}</h2></div>
        <nav class="channels" aria-label="Channels">${channels(state, world, place)}</nav>
        ${personSwitcher(state, world, place)}
      </div>
    </div>
  `;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => initialOf(word))
    .join('')
    .slice(0, 3);
}

function channels(state: State, world: World, place: Place): TemplateResult[] {
  const guild = guildAt(world, place);
  if (!guild) {
    return [
      html`<a class="channel" href=${toHash(place.person, null)} aria-current="page">
        <img class="avatar small" src=${avatar(world.bot.id, world.bot.username)} alt="" />
        ${world.bot.username}
      </a>`,
    ];
  }
  return visibleChannels(guild, place.person).map(
    (channel) => html`
      <a
        class="channel ${unread(isUnread(state, place.person, channel.id)).mark}"
        href=${toHash(place.person, guild.key, channel.id)}
        aria-current=${current(place.channelId === channel.id)}
        aria-label="${channel.name}${unread(isUnread(state, place.person, channel.id)).said}"
        ><span class="sign" aria-hidden="true">#</span>${channel.name}</a
      >
    `,
  );
}
