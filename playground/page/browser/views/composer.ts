import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { send } from '../send.ts';
import { localDescription, localName } from '../slash/entries.ts';
import { addOption, cancel, candidates, chooseCommand, scene, typeText } from '../draft.ts';
import type { Page, State } from '../state.ts';
import { channelName } from '../place.ts';
import { combobox, listKeys, pickList } from './pick-list.ts';
import { optionField } from './option-field.ts';

/** The message box: first a command is looked for, then its options are filled. */
export function composer(page: Page, state: State, sign: string): TemplateResult {
  const { draft } = state;
  const submit = (event: Event): void => {
    event.preventDefault();
    void send(page);
  };
  return html`
    <form class="composer" aria-label="Message box" novalidate autocomplete="off" @submit=${submit}>
      ${draft.problem ? html`<p class="problem" role="alert">${draft.problem}</p>` : ''}
      ${draft.entry ? commandForm(page, state) : textBox(page, state, sign)}
    </form>
  `;
}

function textBox(page: Page, state: State, sign: string): TemplateResult {
  const { draft, world, place } = state;
  const found = candidates(state, scene(page)?.locale ?? 'en-US');
  const open = draft.open && draft.text.startsWith('/');
  const choose = (index: number): void => {
    const entry = found[index];
    if (entry) chooseCommand(page, entry);
  };
  const keys = listKeys(page, { count: found.length, choose });
  const name = world && place ? `${sign}${channelName(world, place)}` : '';
  return html`
    ${
      open
        ? pickList({
            label: 'Commands',
            lines: found.map(({ label, description }) => ({ name: `/${label}`, description })),
            active: draft.active,
            empty: 'No command matches.',
            choose,
          })
        : ''
    }
    <div class="box">
      <input
        id="message-box"
        class="text"
        .value=${live(draft.text)}
        placeholder="Message ${name}, or / for commands"
        aria-label="Message ${name}"
        maxlength="2000"
        ${combobox(open && found.length > 0, draft.active)}
        @input=${(event: Event) =>
          event.target instanceof HTMLInputElement && typeText(page, event.target.value)}
        @keydown=${keys}
      />
    </div>
  `;
}

function commandForm(page: Page, state: State): TemplateResult {
  const { draft } = state;
  const locale = scene(page)?.locale ?? 'en-US';
  const options = draft.entry?.options ?? [];
  const shown = Object.keys(draft.fields);
  const optional = options.filter(({ name }) => !shown.includes(name));
  const focused = options.find(({ name }) => name === draft.focused);
  return html`
    <div class="box command-box">
      <span class="chip command" title=${draft.entry?.description ?? ''}>/${draft.entry?.label}</span>
      ${shown.map((name) => {
        const option = options.find((each) => each.name === name);
        return option ? optionField(page, state, option, locale) : '';
      })}
      ${optional.map(
        (option) => html`
          <button type="button" class="chip add" @click=${() => addOption(page, option.name)}>
            + ${localName(option, locale)}
          </button>
        `,
      )}
      <p class="hint">${(focused && localDescription(focused, locale)) ?? draft.entry?.description}</p>
      <span class="end">
        <button type="button" class="button secondary" @click=${() => cancel(page)}>Cancel</button>
        <button id="send" type="submit" class="button primary">Send</button>
      </span>
    </div>
  `;
}
