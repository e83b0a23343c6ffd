import { html, type TemplateResult } from 'lit';
import type { World } from '../../../protocol.ts';
import { avatar } from '../avatar.ts';
import { personAt, toHash } from '../place.ts';
import type { State } from '../state.ts';
import type { Place } from '../place.ts';
import { hasUnreadDms } from '../unread.ts';

/** Who acts, with the language of their Discord; choosing another goes on in the same channel. */
export function personSwitcher(state: State, world: World, place: Place): TemplateResult {
  const person = personAt(world, place);
  const change = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    location.hash = toHash(event.target.value, place.guild, place.channelId);
  };
  return html`
    <section class="person" aria-label="Acting person">
      ${person ? html`<img class="avatar small" src=${avatar(person.user.id, nameOf(person.user))} alt="" />` : ''}
      <label>
        <span>Act as</span>
        <select @change=${change}>
          ${world.people.map(
            ({ key, user, locale }) =>
              html`<option value=${key} .selected=${key === state.place?.person}>
                ${nameOf(user)} (${locale})${hasUnreadDms(state, key) ? ' · unread' : ''}
              </option>`,
          )}
        </select>
      </label>
    </section>
  `;
}

function nameOf(user: { global_name: string | null; username: string }): string {
  return user.global_name ?? user.username;
}
