import { html, type TemplateResult } from 'lit';
import type { Faults, RestFault } from '../../../protocol.ts';
import { changeFaults } from '../faults.ts';
import type { Page } from '../state.ts';

const statuses: { status: RestFault['status']; name: string }[] = [
  { status: 429, name: '429 Too Many Requests' },
  { status: 500, name: '500 Internal Server Error' },
  { status: 502, name: '502 Bad Gateway' },
  { status: 503, name: '503 Service Unavailable' },
];

/** The part of the panel that lets requests of the bot fail. */
export function restFault(page: Page, now: Faults['rest']): TemplateResult {
  const change = (event: Event): void => {
    const form = event.currentTarget;
    if (!(form instanceof HTMLFieldSetElement)) return;
    void changeFaults(page, { rest: read(form) });
  };
  return html`<fieldset @change=${change}>
    <legend>REST errors</legend>
    <label
      >Answer
      <select name="status">
        <option value="" .selected=${now === null}>as usual</option>
        ${statuses.map(
          ({ status, name }) =>
            html`<option value=${status} .selected=${now?.status === status}>${name}</option>`,
        )}
      </select></label
    >
    <label
      >How many requests
      <input name="times" type="number" min="1" placeholder="all" .value=${String(now?.times ?? '')}
    /></label>
    <label
      >Only where the route has
      <input name="routes" placeholder="any, such as /callback" .value=${now?.routes?.join(', ') ?? ''}
    /></label>
    ${
      now?.status === 429
        ? html`<label
              >Retry after, in seconds
              <input
                name="retryAfterSeconds"
                type="number"
                min="0"
                step="0.1"
                .value=${String(now.retryAfterSeconds ?? 1)}
            /></label>
            <label class="check"
              ><input name="global" type="checkbox" .checked=${now.global === true} /> For everything the bot
              does</label
            >`
        : ''
    }
  </fieldset>`;
}

function read(fieldset: HTMLFieldSetElement): RestFault | null {
  const text = (name: string): string => {
    const field = fieldset.querySelector(`[name="${name}"]`);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked ? 'on' : '';
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value.trim() : '';
  };
  const status = statuses.find((each) => String(each.status) === text('status'))?.status;
  if (!status) return null;
  const routes = text('routes')
    .split(',')
    .map((route) => route.trim())
    .filter(Boolean);
  const limited = status === 429;
  return {
    status,
    ...(text('times') ? { times: Number(text('times')) } : {}),
    ...(routes.length > 0 ? { routes } : {}),
    ...(limited ? { retryAfterSeconds: Number(text('retryAfterSeconds') || 1) } : {}),
    ...(limited && text('global') ? { global: true } : {}),
  };
}
