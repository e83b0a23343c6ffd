import { html, type TemplateResult } from 'lit';
import type { Faults, World } from '../../../protocol.ts';
import { changeFaults, clearFaults, describeFaults, shakeGateway } from '../faults.ts';
import type { Page, State } from '../state.ts';
import { restFault } from './rest-fault.ts';

/** What can be made to go wrong, to see how the bot bears it. */
export function faultsPanel(page: Page, { faults }: State, world: World): TemplateResult {
  if (!faults) return html`<p class="empty">This local Discord has no faults to offer.</p>`;
  const on = describeFaults(faults, world);
  const guilds = world.guilds.map(({ key, name }) => ({ key, name }));
  const people = world.people.map(({ key, user }) => ({ key, name: user.global_name ?? user.username }));
  return html`
    <form class="fault-form" autocomplete="off" @submit=${(event: Event) => event.preventDefault()}>
      <p class="on-now">${on.length > 0 ? `On now: ${on.join(' · ')}.` : 'Nothing goes wrong on purpose.'}</p>
      <button
        type="button"
        class="button primary"
        ?disabled=${on.length === 0}
        @click=${() => void clearFaults(page)}
      >
        Clear all
      </button>
      ${latency(page, faults)}
      <fieldset>
        <legend>Gateway</legend>
        <p class="row">
          <button
            type="button"
            class="button secondary"
            @click=${() => void shakeGateway(page, { kind: 'drop', resumable: true })}
          >
            Drop
          </button>
          <button
            type="button"
            class="button secondary"
            @click=${() => void shakeGateway(page, { kind: 'drop', resumable: false })}
          >
            Drop and forget
          </button>
          <button
            type="button"
            class="button secondary"
            @click=${() => void shakeGateway(page, { kind: 'reconnect' })}
          >
            Ask to reconnect
          </button>
        </p>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${faults.duplicate}
            @change=${(event: Event) =>
              event.target instanceof HTMLInputElement &&
              void changeFaults(page, { duplicate: event.target.checked })}
          />
          Deliver every interaction twice</label
        >
      </fieldset>
      ${
        faults.database
          ? html`<fieldset>
              <legend>Database</legend>
              <label class="check"
                ><input
                  type="checkbox"
                  .checked=${faults.database === 'down'}
                  @change=${(event: Event) =>
                    event.target instanceof HTMLInputElement &&
                    void changeFaults(page, { database: event.target.checked ? 'down' : 'up' })}
                />
                Database down</label
              >
            </fieldset>`
          : ''
      }
      ${restFault(page, faults.rest)}
      ${keys(page, faults, { name: 'closedDms', legend: 'Closed direct messages', list: people })}
      ${keys(page, faults, { name: 'unavailableGuilds', legend: 'Outage', list: guilds })}
      ${keys(page, faults, { name: 'guildsWithoutBot', legend: 'Bot removed', list: guilds })}
      ${membership(page, faults, world)}
    </form>
  `;
}

function latency(page: Page, { latency: now }: Faults): TemplateResult {
  const field = (name: keyof Faults['latency'], label: string): TemplateResult =>
    html`<label
      >${label}
      <input
        type="number"
        min="0"
        max="60000"
        step="100"
        .value=${String(now[name])}
        @change=${(event: Event) =>
          event.target instanceof HTMLInputElement &&
          event.target.reportValidity() &&
          void changeFaults(page, { latency: { ...now, [name]: event.target.valueAsNumber || 0 } })}
      />
      <span aria-hidden="true">ms</span></label
    >`;
  return html`<fieldset>
    <legend>Latency</legend>
    ${field('restMs', 'REST answers')} ${field('gatewayMs', 'Gateway events')}
  </fieldset>`;
}

/** Ticked are those who are members; whoever owns a server cannot leave it. */
function membership(page: Page, faults: Faults, world: World): TemplateResult {
  const { leftMembers: left } = faults;
  const nameOf = (key: string): string => {
    const user = world.people.find((person) => person.key === key)?.user;
    return user?.global_name ?? key;
  };
  const change = (one: string, event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const others = left.filter((each) => each !== one);
    void changeFaults(page, { leftMembers: event.target.checked ? others : [...others, one] });
  };
  return html`${world.guilds.map(({ key: guild, name, ownerId, members }) => {
    const here = members.filter(({ userId }) => userId !== ownerId).map(({ key }) => key);
    const gone = left.flatMap((one) => (one.startsWith(`${guild}/`) ? one.slice(guild.length + 1) : []));
    return html`<fieldset>
      <legend>Members of ${name}</legend>
      ${[...new Set([...here, ...gone])]
        .toSorted()
        .map(
          (key) =>
            html`<label class="check"
              ><input
                type="checkbox"
                .checked=${!gone.includes(key)}
                @change=${(event: Event) => change(`${guild}/${key}`, event)}
              />
              ${nameOf(key)}</label
            >`,
        )}
    </fieldset>`;
  })}`;
}

interface Keys {
  name: 'closedDms' | 'unavailableGuilds' | 'guildsWithoutBot';
  legend: string;
  list: { key: string; name: string }[];
}

function keys(page: Page, faults: Faults, { name, legend, list }: Keys): TemplateResult {
  const now = faults[name];
  const change = (key: string, event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const others = now.filter((each) => each !== key);
    void changeFaults(page, { [name]: event.target.checked ? [...others, key] : others });
  };
  return html`<fieldset>
    <legend>${legend}</legend>
    ${list.map(
      (each) =>
        html`<label class="check"
          ><input
            type="checkbox"
            .checked=${now.includes(each.key)}
            @change=${(event: Event) => change(each.key, event)}
          />
          ${each.name}</label
        >`,
    )}
  </fieldset>`;
}
