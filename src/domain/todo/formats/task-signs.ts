import type { TodoEntry } from './todo-entry.ts';

/** Signs by which the Tasks plugin of Obsidian keeps details behind a text, each with what may follow it. */
const SIGN = /(?<slashes>\\*)(?<sign>[📅📆🗓✅➕❌⏳🛫🔁🔺⏫🔼🔽⏬])\uFE0F?/gu;
const DATE = /^ {0,3}(\d{4}-\d\d-\d\d) *$/;
const OWN_DATES = '✅➕❌';
const DATES = `📅📆🗓⏳🛫${OWN_DATES}`;
const PRIORITIES: Readonly<Record<string, string>> = {
  '🔺': 'urgent',
  '⏫': 'high',
  '🔼': 'medium',
  '🔽': 'low',
  '⏬': 'lowest',
};

/** A text without its details, and those; `unread` are signs of dates that a to-do has no place for. */
export interface SignedText {
  text: string;
  details: Pick<TodoEntry, 'due' | 'priority' | 'repeat'>;
  unread: readonly string[];
  /** Whether it says when it was created or completed. */
  hasOwnDates: boolean;
  isSigned: boolean;
}

/** Takes the details off the first line of a text, where nothing else is behind them. A backslash says that they are none. */
export function readSigns(text: string): SignedText {
  const { head, tail } = firstLine(text);
  const found = [...head.matchAll(SIGN)];
  const last = found.at(-1);
  const none = { details: {}, unread: [], hasOwnDates: false, isSigned: false };
  if (!last || !isDetail(head, last)) return { text, ...none };
  if (last.groups?.['slashes'] !== '') {
    return { text: head.slice(0, last.index) + head.slice(last.index + 1) + tail, ...none };
  }
  const details: SignedText['details'] = {};
  const unread = new Set<string>();
  let end = head.length;
  for (const sign of found.toReversed()) {
    if (sign.groups?.['slashes'] !== '' || !isDetail(head.slice(0, end), sign)) break;
    take(sign.groups['sign'] ?? '', head.slice(sign.index + sign[0].length, end).trim(), details, unread);
    end = sign.index;
  }
  const isOwn = (sign: string) => OWN_DATES.includes(sign);
  return {
    text: head.slice(0, end).trimEnd() + tail,
    details,
    unread: [...unread].filter((sign) => !isOwn(sign)),
    hasOwnDates: [...unread].some(isOwn),
    isSigned: true,
  };
}

/** The text with a backslash where `readSigns` would take something off it. */
export function escapeSigns(text: string): string {
  const { head, tail } = firstLine(text);
  const last = [...head.matchAll(SIGN)].at(-1);
  if (!last || !isDetail(head, last)) return text;
  return `${head.slice(0, last.index)}\\${head.slice(last.index)}${tail}`;
}

function take(sign: string, value: string, details: SignedText['details'], unread: Set<string>): void {
  if (sign in PRIORITIES) details.priority = PRIORITIES[sign];
  else if (sign === '🔁') details.repeat = value;
  else if ('📅📆🗓'.includes(sign)) details.due = value;
  else unread.add(sign);
}

function isDetail(line: string, sign: RegExpExecArray): boolean {
  const value = line.slice(sign.index + sign[0].length);
  const name = sign.groups?.['sign'] ?? '';
  if (DATES.includes(name)) return DATE.test(value);
  return name === '🔁' ? value.trim() !== '' : value.trim() === '';
}

function firstLine(text: string): { head: string; tail: string } {
  const end = text.indexOf('\n');
  return end < 0 ? { head: text, tail: '' } : { head: text.slice(0, end), tail: text.slice(end) };
}
