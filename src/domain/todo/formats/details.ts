import { PRIORITIES } from '../todo.ts';
import { repeatDayOf } from '../repeat.ts';
import { readRhythm, writeRhythm } from '../rhythm.ts';
import { writeWhen } from '../when.ts';
import type { TodoEntry } from './entries.ts';
import type { ImportedTodo } from './todo-file.ts';

/** What stands in brackets behind a text, in parts: `due 2026-12-24 17:00`, `high`, `weekly`, `for 80351110224678912`. */
type Details = Omit<TodoEntry, 'text' | 'done'>;

const PRIORITY = new RegExp(`^(?:${PRIORITIES.join('|')})$`, 'i');
const ON_DAY = / on (?:[1-9]|[12]\d|3[01])$/i;
const ASSIGNEE = /^for (?:<@!?)?(\d{15,20})>?$/i;
const DUE = /^due (?<when>.+)$/i;
const BRACKETS = /(?<slashes>\\*)\((?<inside>[^()\n]{1,200})\)$/;

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
  const inside = BRACKETS.exec(text)?.groups?.['inside'];
  const isDetails = inside !== undefined && readParts(inside) !== null;
  return isDetails ? text.replace(BRACKETS, (all) => `\\${all}`) : text;

  function rhythmOf({ due, repeat, repeatEvery }: ImportedTodo): string {
    const usual = due && repeat ? repeatDayOf(due.at, due.zone, repeat) : null;
    const rhythm = repeat ? writeRhythm({ repeat, every: repeatEvery }) : '';
    return repeatDay === null || repeatDay === usual ? rhythm : `${rhythm} on ${repeatDay}`;
  }
}

/** Takes the brackets off a text where they hold such details and nothing else. */
export function readDetails(text: string): Details & { text: string } {
  const { slashes = '', inside = '' } = BRACKETS.exec(text)?.groups ?? {};
  const details = readParts(inside);
  if (!details) return { text };
  if (slashes !== '') return { text: text.replace(BRACKETS, (all) => all.slice(1)) };
  return { text: text.replace(BRACKETS, '').trimEnd(), ...details };
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
