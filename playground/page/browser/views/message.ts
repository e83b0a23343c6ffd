// Drawn as plain HTML, not with discord-components: in those "Dismiss message" and spoilers cannot be reached by
// keyboard, a disabled button still presses, dates are American only, times are too pale to read in light, words
// that look like an id are fetched from Discord's CDN, and inline styles need a weaker Content-Security-Policy.
import { type APIMessage, type APIUser, MessageFlags, MessageType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { dismiss } from '../actions.ts';
import { avatar } from '../avatar.ts';
import { displayName, guildAt } from '../place.ts';
import type { Page, State } from '../state.ts';
import { formatSent, formatTimestamp } from '../time.ts';
import { attachments } from './attachments.ts';
import { embed } from './embed.ts';
import { layout } from './layout.ts';
import { markdown, type Reader } from './markdown.ts';
import { type MenuEvents, menuEvents, moreButton } from './more.ts';

/** One message. */
export function message(page: Page, state: State, each: APIMessage, reader: Reader): TemplateResult {
  const flags = each.flags ?? 0;
  const ephemeral = (flags & MessageFlags.Ephemeral) !== 0;
  const bodies = html`
    ${each.content ? html`<div class="content">${markdown(each.content, reader)} ${edited(each)}</div>` : ''}
    ${each.embeds.map((one) => embed(one, each, reader))} ${attachments(each)}
    ${(each.components ?? []).map((component) => layout(page, each, component, reader))}
    ${failedPress(state, each.id)} ${ephemeral ? onlyYou(page, each.id) : ''}
  `;
  return frame({
    reader,
    menu: {
      id: each.id,
      events: menuEvents(page, { on: 'message', id: each.id }),
      button: moreButton(page, { on: 'message', id: each.id }, 'More'),
    },
    author: each.author,
    date: new Date(each.timestamp),
    used: used(state, each),
    ephemeral,
    body: (flags & MessageFlags.Loading) === 0 ? bodies : thinking(reader),
  });
}

interface Frame {
  reader: Reader;
  /** A message that has arrived can be asked for its menu. */
  menu: { id: string; events: MenuEvents; button: TemplateResult } | null;
  author: APIUser;
  date: Date;
  used: { user: APIUser; label: string } | null;
  ephemeral: boolean;
  body: TemplateResult;
}

/** The outside of a message: who used what, author, time. */
export function frame({ reader, menu, author, date, used, ephemeral, body }: Frame): TemplateResult {
  const guild = guildAt(reader.world, reader.place);
  const name = displayName(reader.world, author.id, guild);
  return html`
    <article
      id=${menu ? `message-${menu.id}` : nothing}
      class="message ${ephemeral ? 'ephemeral' : ''}"
      aria-label="Message by ${name}"
      tabindex="-1"
      @contextmenu=${menu?.events.contextmenu}
      @keydown=${menu?.events.keydown}
      @pointerdown=${menu?.events.pointerdown}
    >
      ${used ? usedLine(used.user, used.label, reader) : ''}
      <img class="avatar" src=${avatar(author.id, author.username)} alt="" />
      <div class="body">
        <header>
          <b class="author">${name}</b>
          ${author.bot ? html`<b class="tag">App</b>` : ''}
          <time datetime=${date.toISOString()} title=${formatTimestamp(date, 'F', reader.locale)}
            >${formatSent(date, reader.locale)}</time
          >
        </header>
        ${body}
      </div>
      ${menu?.button ?? ''}
    </article>
  `;
}

function usedLine(user: APIUser, label: string, { world, place }: Reader): TemplateResult {
  const name = displayName(world, user.id, guildAt(world, place));
  return html`<p class="used">
    <img class="avatar tiny" src=${avatar(user.id, user.username)} alt="" />
    <span><b>${name}</b> used <span class="command">${label}</span></span>
  </p>`;
}

/** Whose command a message answers; null for any other message, such as the answer to a press. */
function used(state: State, each: APIMessage): Frame['used'] {
  const { interaction_metadata: metadata } = each;
  // The older field is the one that carries the command's name.
  const old = 'interaction' in each ? each.interaction : undefined;
  const user = metadata?.user ?? old?.user;
  const started = state.started.find(({ id }) => id === metadata?.id);
  const sign = each.type === MessageType.ContextMenuCommand ? '' : '/';
  const label = started?.label ?? (old?.name ? `${sign}${old.name}` : undefined);
  return user && label ? { user, label } : null;
}

/** The bot has deferred: its answer comes later. */
export function thinking({ world }: Reader): TemplateResult {
  return html`<p class="thinking">
    <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${world.bot.username} is thinking…
  </p>`;
}

function edited(each: APIMessage): TemplateResult | string {
  return each.edited_timestamp ? html`<small class="edited">(edited)</small>` : '';
}

function failedPress(state: State, messageId: string): TemplateResult | string {
  const last = state.started.findLast((each) => each.messageId === messageId);
  return last && state.interactions[last.id]?.state === 'failed'
    ? html`<p class="failed">This interaction failed</p>`
    : '';
}

function onlyYou(page: Page, id: string): TemplateResult {
  return html`<p class="only-you">
    Only you can see this ·
    <button class="link" @click=${() => dismiss(page, id)}>Dismiss message</button>
  </p>`;
}
