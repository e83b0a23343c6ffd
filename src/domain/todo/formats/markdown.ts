import { encodeUtf8 } from '../../files/encode-text.ts';
import type { DueOptions } from '../due.ts';
import { readDetails, writeDetails } from './details.ts';
import { TodoEntries } from './entries.ts';
import type { ImportedTodo, TodoReading } from './todo-file.ts';

const BULLET = String.raw`(?:[-*+•]|\d{1,6}[.)])`;
const CHECKBOX = new RegExp(
  String.raw`^(?<indent>\s*)${BULLET}\s+\[(?<mark>[ xX])\](?:\s(?<text>.*))?$`,
  'su',
);
const PLAIN = new RegExp(String.raw`^(?<indent>\s*)${BULLET}\s+(?<mark>)(?<text>.*)$`, 'su');
/** A further line of a text that would be taken for an item, with the backslashes that say that it is none. */
const LIKE_AN_ITEM = new RegExp(
  String.raw`^(?<space>\s*)(?<slashes>\\*)(?=${BULLET}\s+\[[ xX]\](?:\s|$))`,
  'u',
);

/**
 * A checklist as GitHub has it, in UTF-8: each to-do with its details behind it (`details.ts`), further lines of a text
 * indented. Holds everything, due dates to the second.
 */
export function writeMarkdown(todos: readonly ImportedTodo[], zone: string): Uint8Array {
  const lines = todos.map((todo) => {
    const [first = '', ...further] = writeDetails(todo, zone).split('\n');
    const escaped = further.map((line) => `  ${line.replace(LIKE_AN_ITEM, '$<space>\\$<slashes>')}`);
    return [`- [${todo.done ? 'x' : ' '}] ${first}`, ...escaped].join('\n');
  });
  return encodeUtf8(lines.map((one) => `${one}\n`).join(''));
}

interface Item {
  line: number;
  indent: number;
  done: boolean;
  lines: string[];
}

/**
 * Reads the items of checklists, however deep, and passes over what is around them. A file without any box is read as
 * a list of what is to be done.
 */
export function readMarkdown(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries(options);
  const lines = text.split(/\r\n|\r|\n/);
  const pattern = lines.some((line) => CHECKBOX.test(line)) ? CHECKBOX : PLAIN;
  for (const { line, done, lines: parts } of itemsOf(lines, pattern)) {
    entries.add({ done, ...readDetails(parts.join('\n').trim()) }, line);
  }
  return entries.reading;
}

function itemsOf(lines: readonly string[], pattern: RegExp): Item[] {
  const items: Item[] = [];
  let blanks: string[] = [];
  let isOpen = false;
  lines.forEach((content, index) => {
    const groups = pattern.exec(content)?.groups;
    const item = items.at(-1);
    if (groups) {
      const indent = groups['indent']?.length ?? 0;
      const done = groups['mark']?.toLowerCase() === 'x';
      items.push({ line: index + 1, indent, done, lines: [groups['text'] ?? ''] });
      isOpen = true;
    } else if (content.trim() === '') {
      blanks.push(content);
      return;
    } else if (item && isOpen && /^\s/.test(content) && content.search(/\S/) > item.indent) {
      const further = [...blanks, content].map((one) => one.slice(item.indent + 2));
      item.lines.push(...further.map((one) => one.replace(LIKE_AN_ITEM, (all) => all.replace('\\', ''))));
    } else {
      isOpen = false;
    }
    blanks = [];
  });
  return items;
}
