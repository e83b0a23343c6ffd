import { PRIORITIES } from '../todo.ts';
import { repeatDayOf } from '../../time/repeat.ts';
import { readRhythm, writeRhythm } from '../../time/rhythm.ts';
import { writeWhen } from '../../time/when.ts';
import type { TodoEntry } from './todo-entry.ts';
import type { ImportedTodo } from './todo-file.ts';

/** What stands in brackets behind a text, in parts: `due 2026-12-24 17:00`, `high`, `weekly`, `for 80351110224678912`. */
type Details = Omit<TodoEntry, 'text' | 'done'>;

const PRIORITY = new RegExp(`^(?:${PRIORITIES.join('|')})$`, 'i');
const ON_DAY = / on (?:[1-9]|[12]\d|3[01])$/i;
const ASSIGNEE = /^for (?:<@!?)?(\d{15,20})>?$/i;
const DUE = /^due (?<when>.+)$/i;
/** The longest that is read within brackets. */
const INSIDE_MAX = 200;

/**
 * A text with what is to be known beside it, as people can type it, too: `Pay rent (due 2026-12-01 09:00, high,
 * monthly)`. Where the text itself ends like that, a backslash before its bracket says so.
 */
export function writeDetails(todo: ImportedTodo, zone: string): string {
  const { text, priority, due, repeat, repeatDay, assigneeId } = todo;
  const parts = [
    ...(due ? [`due ${writeWhen(due.at, due.zone)}${due.zone === zone ? '' : ` ${due.zone}`}`] : []),
    ...(priority === 'normal' ? [] : [priority]),
    ...(repeat ? [rhythmOf(todo)] : []),
    ...(assigneeId === null ? [] : [`for ${assigneeId}`]),
  ];
  if (parts.length > 0) return `${text} (${parts.join(', ')})`;
  const brackets = bracketsOf(text);
  const isDetails = brackets !== null && readParts(brackets.inside) !== null;
  return isDetails ? `${text.slice(0, brackets.at)}\\${text.slice(brackets.at)}` : text;

  function rhythmOf({ due, repeat, repeatEvery }: ImportedTodo): string {
    const usual = due && repeat ? repeatDayOf(due.at, due.zone, repeat) : null;
    const rhythm = repeat ? writeRhythm({ repeat, every: repeatEvery }) : '';
    return repeatDay === null || repeatDay === usual ? rhythm : `${rhythm} on ${repeatDay}`;
  }
}

/** Takes the brackets off a text where they hold such details and nothing else. */
export function readDetails(text: string): Details & { text: string } {
  const brackets = bracketsOf(text);
  const details = brackets && readParts(brackets.inside);
  if (!details) return { text };
  const before = text.slice(0, brackets.at);
  if (before.endsWith('\\')) return { text: before.slice(0, -1) + text.slice(brackets.at) };
  return { text: before.trimEnd(), ...details };
}

/** The last brackets of a text that ends with them: what is inside, and where they begin. */
function bracketsOf(text: string): { at: number; inside: string } | null {
  const end = text.length - 1;
  const at = text.lastIndexOf('(');
  if (!text.endsWith(')') || at < 0 || end - at > INSIDE_MAX + 1) return null;
  const inside = text.slice(at + 1, end);
  return inside === '' || /[)\n]/.test(inside) ? null : { at, inside };
}

function readParts(inside: string): Details | null {
  const details: Details = {};
  let isDue = false;
  for (const part of inside.split(',').map((one) => one.trim())) {
    const when = DUE.exec(part)?.groups?.['when'];
    if (when !== undefined && details.due === undefined) details.due = when;
    else if (PRIORITY.test(part) && details.priority === undefined) details.priority = part;
    else if (readRhythm(part.replace(ON_DAY, '')) && details.repeat === undefined) details.repeat = part;
    else if (ASSIGNEE.test(part) && details.assignee === undefined)
      details.assignee = ASSIGNEE.exec(part)?.[1];
    // “due Dec 24, 2026” has a comma of its own.
    else if (isDue && details.due !== undefined) details.due += `, ${part}`;
    else return null;
    isDue = when !== undefined;
  }
  return details;
}
