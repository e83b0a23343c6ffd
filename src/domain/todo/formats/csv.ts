import { stringify } from 'csv-stringify/sync';
import { encodeUtf8 } from '../../files/encode-text.ts';
import { guarded, unguarded } from '../../files/formula-guard.ts';
import { notesAbove, openTable, type TableKind } from '../../files/table.ts';
import type { DueOptions } from '../../time/due/due.ts';
import { writeRhythm } from '../../time/rhythm.ts';
import { writeWhen } from '../../time/when.ts';
import { TodoEntries } from './entries.ts';
import type { TodoEntry } from './todo-entry.ts';
import { fieldNamed, findFields, isTechnical, type TodoField } from './field-names.ts';
import { programOfHeader } from './programs.ts';
import { kindReason } from './row-kinds.ts';
import type { ImportedTodo, TodoReading } from './todo-file.ts';

/** The header row that we write. */
const COLUMNS = ['text', 'done', 'priority', 'due', 'zone', 'repeat', 'assignee_id'] as const;

/**
 * CSV with a header row, in UTF-8 with a byte order mark. Holds everything, due dates to the second, each by the clock
 * of its own zone. Cells that a spreadsheet would calculate are guarded as in playlists. Source: RFC 4180
 */
export function writeCsv(todos: readonly ImportedTodo[]): Uint8Array {
  const rows = todos.map(({ text, done, priority, due, repeat, repeatEvery, repeatDay, assigneeId }) => [
    guarded(text),
    done ? 'yes' : 'no',
    priority,
    due ? writeWhen(due.at, due.zone) : '',
    due?.zone ?? '',
    (repeat ? writeRhythm({ repeat, every: repeatEvery }) : '') +
      (repeatDay === null ? '' : ` on ${repeatDay}`),
    assigneeId ?? '',
  ]);
  return encodeUtf8(
    stringify([[...COLUMNS], ...rows], { bom: true, record_delimiter: '\r\n', quoted_match: /[;\t|\r\n]/ }),
  );
}

/** A table of to-dos names a text, whatever else. */
export const TODO_TABLE: TableKind<TodoField> = {
  fieldNamed,
  weigh: (columns) => (columns.has('text') ? columns.size : 0),
};

/**
 * Reads CSV divided by commas, semicolons, tabs or bars, with our header or another program's; without one, each row's
 * first cell is a text. Lines are those of the file.
 */
export function readCsv(text: string, options: DueOptions, filename = ''): TodoReading {
  const entries = new TodoEntries();
  const { header, above, rows } = openTable(text, TODO_TABLE);
  const names = header?.names ?? ['text'];
  const isOurs = names.join() === COLUMNS.join();
  const { columns, language } = findFields(names);
  // What says in another way that it is done is no news.
  const taken = new Set<number>([...(columns.get('done') ?? []), ...(columns.get('doneAt') ?? [])]);
  const holding = new Set<number>();
  for (const { line, cells } of rows) {
    if (cells === null) {
      entries.refuse(line, 'todoImport.badRow');
      continue;
    }
    cells.forEach((cell, column) => isSomething(cell) && holding.add(column));
    const said = (field: TodoField) => {
      const column = columns.get(field)?.find((one) => (cells[one] ?? '').trim() !== '');
      if (column === undefined) return '';
      taken.add(column);
      return cells[column] ?? '';
    };
    addRow(entries, entryOf(said, isOurs), said, line);
  }
  const rest = [...holding].filter((column) => !taken.has(column)).sort((a, b) => a - b);
  if (header === null && rest.length > 0) entries.setAside(1, 'todoImport.cells');
  const program = header ? programOfHeader(names, filename) : undefined;
  const leftOut = rest
    .map((column) => names[column] ?? '')
    .filter((name) => name !== '' && !isTechnical(name));
  return entries.reading({ options, program, language, leftOut, notes: notesAbove(above) });
}

function addRow(
  entries: TodoEntries,
  entry: TodoEntry,
  said: (field: TodoField) => string,
  line: number,
): void {
  const aside = kindReason(said('kind')) ?? (isTrue(said('archived')) ? 'todoImport.archived' : undefined);
  if (aside) entries.setAside(line, aside, entry.text);
  else entries.add(entry, line);
}

function entryOf(said: (field: TodoField) => string, isOurs: boolean): TodoEntry {
  const done = said('done');
  return {
    text: unguarded(said('text'), isOurs),
    done: isTrue(said('cancelled')) ? 'cancelled' : done === '' && said('doneAt') !== '' ? 'done' : done,
    priority: said('priority'),
    due: said('due'),
    zone: said('zone'),
    repeat: said('repeat'),
    assignee: said('assignee'),
    allDay: said('allDay'),
    language: said('language'),
  };
}

function isSomething(cell: string): boolean {
  return !/^\s*(?:false|no?|0)?\s*$/i.test(cell);
}

function isTrue(cell: string): boolean {
  return /^(?:true|yes|1)$/i.test(cell.trim());
}
