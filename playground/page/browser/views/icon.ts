import { html, svg, type TemplateResult } from 'lit';

const shapes = {
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16" />`,
  members: svg`<circle cx="9" cy="8" r="3.5" /><path d="M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.4c2.2.8 3.5 2.7 3.5 5.6" />`,
  inspector: svg`<path d="M9 4c-3 0-3.5 1.5-3.5 3.5S5.5 11 3 12c2.5 1 2.5 2.5 2.5 4.5S6 20 9 20M15 4c3 0 3.5 1.5 3.5 3.5S18.5 11 21 12c-2.5 1-2.5 2.5-2.5 4.5S18 20 15 20" />`,
  faults: svg`<path d="M13 3 5 13.5h6L10.5 21 19 10h-6.5z" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  more: svg`<circle cx="6" cy="12" r="1" /><circle cx="12" cy="12" r="1" /><circle cx="18" cy="12" r="1" />`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2" /><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2" />`,
};

/** The pictures there are. */
export type IconName = keyof typeof shapes;

/** A picture in the text's colour. It says nothing by itself: its button has a label. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`;
}
