import { html, type TemplateResult } from 'lit';
import type { GuildView, MemberView, World } from '../../../protocol.ts';
import { avatar } from '../avatar.ts';
import { displayName } from '../place.ts';

/** Right: the bot and the guild's members, with their roles. */
export function members(world: World, guild: GuildView): TemplateResult {
  return html`
    <aside class="members" aria-label="Members">
      <h2>App — 1</h2>
      <ul>
        <li class=${world.botOnline ? '' : 'offline'}>
          <img class="avatar small" src=${avatar(world.bot.id, world.bot.username)} alt="" />
          <span>${displayName(world, world.bot.id, guild)} <b class="tag">App</b></span>
        </li>
      </ul>
      <h2>Members — ${people(world, guild).length}</h2>
      <ul>
        ${people(world, guild).map((member) => line(world, guild, member))}
      </ul>
    </aside>
  `;
}

function people(world: World, guild: GuildView): MemberView[] {
  return guild.members.filter(({ userId }) => userId !== world.bot.id);
}

function line(world: World, guild: GuildView, member: MemberView): TemplateResult {
  const name = displayName(world, member.userId, guild);
  const roles = guild.roles.filter(({ id }) => id !== guild.id && member.roles.includes(id));
  const titles = [...(guild.ownerId === member.userId ? ['Owner'] : []), ...roles.map((role) => role.name)];
  return html`
    <li>
      <img class="avatar small" src=${avatar(member.userId, name)} alt="" />
      <span>${name}${titles.length > 0 ? html`<small>${titles.join(' · ')}</small>` : ''}</span>
    </li>
  `;
}
