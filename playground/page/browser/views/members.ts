import { html, type TemplateResult } from 'lit';
import type { GuildView, MemberView, World } from '../../../protocol.ts';
import { avatar } from '../avatar.ts';
import { displayName } from '../place.ts';
import type { Page, State } from '../state.ts';
import type { Reader } from './markdown.ts';
import { menuEvents, moreButton } from './more.ts';

/** The bot and the guild's members, with their roles. */
export function members(page: Page, state: State, { world }: Reader, guild: GuildView): TemplateResult {
  const people = guild.members.filter(({ userId }) => userId !== world.bot.id);
  const bot = guild.botIsMember
    ? html`<h3>App — 1</h3>
        <ul>
          ${line(page, {
            id: world.bot.id,
            name: displayName(world, world.bot.id, guild),
            bot: true,
            note: world.botOnline ? '' : 'Offline',
          })}
        </ul>`
    : '';
  return html`
    ${bot}
    <h3>Members — ${people.length}</h3>
    <ul>
      ${people.map((member) =>
        line(page, {
          id: member.userId,
          name: displayName(world, member.userId, guild),
          bot: false,
          note: titles(world, guild, member, state.place?.person === member.key),
        }),
      )}
    </ul>
  `;
}

function titles(world: World, guild: GuildView, { key, userId, roles }: MemberView, you: boolean): string {
  const names = guild.roles.filter(({ id }) => id !== guild.id && roles.includes(id)).map(({ name }) => name);
  const installed = world.people.find((person) => person.key === key)?.installed === true;
  return [
    ...(you ? ['You'] : []),
    ...(guild.ownerId === userId ? ['Owner'] : []),
    ...names,
    ...(installed && !guild.botIsMember ? ['has the app'] : []),
  ].join(' · ');
}

interface Line {
  id: string;
  name: string;
  bot: boolean;
  note: string;
}

function line(page: Page, { id, name, bot, note }: Line): TemplateResult {
  const events = menuEvents(page, { on: 'user', id });
  return html`
    <li
      class="member"
      @contextmenu=${events.contextmenu}
      @keydown=${events.keydown}
      @pointerdown=${events.pointerdown}
    >
      <img class="avatar small" src=${avatar(id, name)} alt="" />
      <span
        >${name} ${bot ? html`<b class="tag">App</b>` : ''} ${note ? html`<small>${note}</small>` : ''}</span
      >
      ${moreButton(page, { on: 'user', id }, `More about ${name}`)}
    </li>
  `;
}
