import { encodeUtf8 } from '../../files/encode-text.ts';
import type { DueOptions } from '../../time/due/due.ts';
import { readDetails, writeDetails } from './details.ts';
import { TodoEntries } from './entries.ts';
import { isRule, itemOf, type Mark } from './items.ts';
import { PROGRAMS, programOfName } from './programs.ts';
import type { Status } from './status-words.ts';
import { escapeSigns, readSigns } from './task-signs.ts';
import type { ImportedTodo, TodoReading } from './todo-file.ts';

/**
 * A checklist as GitHub has it, in UTF-8: each to-do with its details behind it (`details.ts`), further lines of a text
 * indented. Holds everything, due dates to the second.
 */
export function writeMarkdown(todos: readonly ImportedTodo[], zone: string): Uint8Array {
  const lines = todos.map((todo) => {
    const text = writeDetails({ ...todo, text: escapeSigns(todo.text) }, zone);
    const [first = '', ...further] = text.split('\n');
    return [`- [${todo.done ? 'x' : ' '}] ${first}`, ...further.map((line) => `  ${escapeItem(line)}`)].join(
      '\n',
    );
  });
  return encodeUtf8(lines.map((one) => `${one}\n`).join(''));
}

/** A further line of a text that would be taken for an item has a backslash before it, also where it has some. */
function escapeItem(line: string): string {
  const { space, slashes, rest } = splitSlashes(line);
  return itemOf(rest) ? `${space}\\${slashes}${rest}` : line;
}

function unescapeItem(line: string): string {
  const { space, slashes, rest } = splitSlashes(line);
  return slashes !== '' && itemOf(rest) ? `${space}${slashes.slice(1)}${rest}` : line;
}

function splitSlashes(line: string): { space: string; slashes: string; rest: string } {
  let start = line.length - line.trimStart().length;
  const space = line.slice(0, start);
  while (line[start] === '\\') start += 1;
  return { space, slashes: line.slice(space.length, start), rest: line.slice(start) };
}

/** An item of a list, with the lines of its text. */
interface Listed {
  line: number;
  indent: number;
  mark: Mark;
  lines: string[];
}

/**
 * Reads the items of lists, however deep, with boxes of any kind or none; without any item each line is a to-do. What is
 * around the items is set aside.
 */
export function readMarkdown(text: string, options: DueOptions, filename = ''): TodoReading {
  const entries = new TodoEntries();
  const lines = text.split(/\r\n|\r|\n/);
  const isList = lines.some((line) => itemOf(line) !== null);
  const items = isList ? itemsOf(lines, entries) : plainItems(lines, entries);
  const crossed = items.some(({ mark }) => mark === 'open') ? 'cancelled' : 'open';
  const unread = new Set<string>();
  let isObsidian = false;
  let hasOwnDates = false;
  for (const { line, mark, lines: parts } of items) {
    const { text: written, ...noted } = readDetails(parts.join('\n').trim());
    const signed = readSigns(written);
    for (const sign of signed.unread) unread.add(sign);
    isObsidian ||= signed.isSigned;
    hasOwnDates ||= signed.hasOwnDates;
    const important = mark === 'important' ? { priority: 'high' } : {};
    const text = signed.text;
    entries.add({ text, done: statusOf(mark, crossed), ...important, ...signed.details, ...noted }, line);
  }
  const program = isObsidian ? PROGRAMS.obsidian : programOfName(filename);
  return entries.reading({ options, program, leftOut: [...unread], hasOwnDates });
}

function statusOf(mark: Mark, crossed: Status): Status {
  if (mark === 'done' || mark === 'cancelled') return mark;
  // Beside open boxes a cross is for what will not be done, beside ticks alone for what is not done yet.
  return mark === 'crossed' ? crossed : 'open';
}

function plainItems(lines: readonly string[], entries: TodoEntries): Listed[] {
  return lines.flatMap((content, index) => {
    if (content.trim() === '') return [];
    if (isHeading(content) || isRule(content)) {
      setAside(entries, content, index + 1);
      return [];
    }
    return [{ line: index + 1, indent: 0, mark: 'none', lines: [content] }];
  });
}

const HEADING = /^\s{0,3}#{1,6}\s/u;

function isHeading(line: string): boolean {
  return HEADING.test(line);
}

function setAside(entries: TodoEntries, content: string, line: number): void {
  const heading = isHeading(content);
  entries.setAside(line, heading ? 'todoImport.heading' : 'todoImport.prose', content.replace(HEADING, ''));
}

/** A line without as many blanks as its item has before its text, or all that it has. */
function unindented(line: string, width: number): string {
  return line.slice(Math.min(width, line.length - line.trimStart().length));
}

function itemsOf(lines: readonly string[], entries: TodoEntries): Listed[] {
  const items: Listed[] = [];
  let blanks: string[] = [];
  let isOpen = false;
  lines.forEach((content, index) => {
    const item = items.at(-1);
    const found = itemOf(content);
    if (found) {
      items.push({ line: index + 1, indent: found.indent, mark: found.mark, lines: [found.text] });
      isOpen = true;
    } else if (content.trim() === '') {
      blanks.push(content);
      return;
    } else if (item && isOpen && content.search(/\S/u) > item.indent) {
      const further = [...blanks, content].map((one) => unindented(one, item.indent + 2));
      item.lines.push(...further.map(unescapeItem));
    } else {
      setAside(entries, content, index + 1);
      isOpen = false;
    }
    blanks = [];
  });
  return items;
}
