import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

/** One line of a list to choose from. */
export interface Choice {
  label: string;
  value: string;
  chosen: boolean;
}

interface CheckList {
  /** The form's name for the values. */
  name: string;
  legend: string | TemplateResult;
  list: Choice[];
  least: number;
  most: number;
  /** Nothing may be chosen at all, too. */
  optional?: boolean;
  disabled?: boolean;
}

/** What to choose, as a sentence. */
export function countHint(least: number, most: number): string {
  if (least === most) return `Choose ${least}.`;
  return least === 0 ? `Choose up to ${most}.` : `Choose ${least} to ${most}.`;
}

/** Check boxes of which some may be chosen; the form they stand in cannot be sent with too few or too many. */
export function checkList(options: CheckList): TemplateResult {
  const { name, legend, list, least, most, disabled = false } = options;
  return html`<fieldset
    class="check-list"
    ?disabled=${disabled}
    @change=${(event: Event) => check(event.currentTarget, options)}
    ${ref((element) => check(element, options))}
  >
    <legend>${legend}</legend>
    <small>${countHint(least, Math.min(most, list.length))}</small>
    <div class="lines">
      ${list.map(
        ({ label, value, chosen }) =>
          html`<label
            ><input type="checkbox" name=${name} value=${value} ?checked=${chosen} /> ${label}</label
          >`,
      )}
    </div>
  </fieldset>`;
}

// The browser itself refuses to send a form with a box that is not valid, and says why.
function check(element: EventTarget | null | undefined, { least, most, optional }: CheckList): void {
  if (!(element instanceof HTMLFieldSetElement)) return;
  // Lit calls this before the lines are drawn.
  queueMicrotask(() => {
    const boxes = [...element.querySelectorAll('input')];
    const count = boxes.filter(({ checked }) => checked).length;
    const fine = (optional === true && count === 0) || (count >= least && count <= most);
    boxes[0]?.setCustomValidity(fine ? '' : `${countHint(least, most)} You have chosen ${count}.`);
  });
}
