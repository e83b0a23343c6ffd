import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { InteractionView, LogLine } from '../../../protocol.ts';
import { madeAt } from '../inspect.ts';
import type { Page } from '../state.ts';
import { json } from './json.ts';

const worrying = new Set<string | number>(['warn', 'error', 'fatal', 40, 50, 60]);

/** One interaction: what was sent to the bot, each request it made for it, and what it logged meanwhile. */
export function inspected(page: Page, view: InteractionView): TemplateResult {
  const { id, sent, received } = view;
  // Keyed, so that what was folded open for one does not stay open for another.
  return html`${keyed(
    id,
    html`<section class="inspected" aria-label="Interaction ${id}">
      <h3>Sent to the bot</h3>
      ${json(page, html`<code>INTERACTION_CREATE</code>`, sent)}
      <h3>What the bot asked for</h3>
      ${received.length === 0 ? html`<p class="empty">Nothing yet.</p>` : ''}
      ${received.map(({ method, path, status, body, atMs }) =>
        json(
          page,
          html`<code>${method} ${short(path)}</code>
            <span class="state ${status < 400 ? 'answered' : 'failed'}">${status}</span>
            <span class="ms">+${Math.round(atMs)} ms</span>`,
          body,
        ),
      )}
      ${view.log && view.log.length > 0 ? log(view, view.log) : ''}
    </section>`,
  )}`;
}

/** What stands in front of every path, and ids, which are long, say nothing. */
function short(path: string): string {
  return path
    .replace(/^\/api\/v\d+/, '')
    .replace(/\d{15,}/g, ':id')
    .replace(/\?.*/, '');
}

function log({ id }: InteractionView, lines: LogLine[]): TemplateResult {
  const statements = lines.filter(({ sql }) => sql !== undefined);
  const spent = statements.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
  return html`
    <h3>
      Log of the bot
      ${statements.length > 0 ? html`<small>${statements.length} SQL, ${spent.toFixed(1)} ms</small>` : ''}
    </h3>
    <ol class="log-lines">
      ${lines.map((line) => logLine(line, new Date(line.time).getTime() - madeAt(id)))}
    </ol>
  `;
}

function logLine({ msg, sql, durationMs, level = '' }: LogLine, offsetMs: number): TemplateResult {
  return html`<li class=${worrying.has(level) ? 'wrong' : ''}>
    <span class="ms">+${Math.round(offsetMs)} ms</span>
    ${sql === undefined ? html`<span>${msg}</span>` : html`<code>${sql}</code>`}
    ${durationMs === undefined ? '' : html`<span class="ms">${durationMs.toFixed(1)} ms</span>`}
  </li>`;
}
