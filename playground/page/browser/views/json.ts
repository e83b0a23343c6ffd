import { html, type TemplateResult } from 'lit';
import { copy } from '../notice.ts';
import type { Page } from '../state.ts';
import { icon } from './icon.ts';

// A string, with the colon of a key; a number; a word. What is between them is left as it is.
const tokens = /"(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/g;

function kindOf(token: string): string {
  if (token.endsWith(':')) return 'key';
  return token.startsWith('"') ? 'string' : 'word';
}

function coloured(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    parts.push(text.slice(end, index), html`<span class=${kindOf(token)}>${token}</span>`);
    end = index + token.length;
  }
  return [...parts, text.slice(end)];
}

/** A value as JSON that can be folded away and copied. */
export function json(
  page: Page,
  title: TemplateResult | string,
  value: unknown,
  open = false,
): TemplateResult {
  const text = JSON.stringify(value, null, 2) ?? 'nothing';
  return html`<details class="json" ?open=${open}>
    <summary>${title}</summary>
    <button class="tool" aria-label="Copy JSON" title="Copy JSON" @click=${() => void copy(page, text)}>
      ${icon('copy')}
    </button>
    <pre tabindex="0"><code>${coloured(text)}</code></pre>
  </details>`;
}
