import { html, type TemplateResult } from 'lit';

/**
 * Something hidden until it is pressed. What is hidden must not be read aloud either, so the label stands for the
 * content until it is opened.
 */
export function spoiler(content: TemplateResult, kind: '' | 'block' = ''): TemplateResult {
  const show = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    const element = event.currentTarget;
    if (!(element instanceof HTMLElement) || element.classList.contains('shown')) return;
    event.preventDefault();
    element.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name);
  };
  return html`<span
    class="spoiler ${kind}"
    role="button"
    tabindex="0"
    aria-label="Spoiler, press to show"
    @click=${show}
    @keydown=${show}
    ><span>${content}</span></span
  >`;
}
