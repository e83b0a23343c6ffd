import { stringify } from 'csv-stringify/sync';
import { rowsOf } from '../../formats/csv-rows.ts';
import { encodeUtf8 } from '../../formats/text-encoding.ts';
import { guarded, unguarded } from '../../formats/formula-guard.ts';
import type { DueOptions } from '../due.ts';
import { writeWhen } from '../when.ts';
import { TodoEntries } from './entries.ts';
import { isDone, todoFieldNamed, type TodoField } from './field-names.ts';
import { TODO_FILE_MAX_ENTRIES, type ImportedTodo, type TodoReading } from './todo-file.ts';

/** The header row that we write. */
const COLUMNS = ['text', 'done', 'priority', 'due', 'zone', 'repeat', 'assignee_id'] as const;

/**
 * CSV with a header row, in UTF-8 with a byte order mark. Holds everything, due dates to the second, each by the clock
 * of its own zone. Cells that a spreadsheet would calculate are guarded as in playlists. Source: RFC 4180
 */
export function writeCsv(todos: readonly ImportedTodo[]): Uint8Array {
  const rows = todos.map(({ text, done, priority, due, repeat, repeatDay, assigneeId }) => [
    guarded(text),
    done ? 'yes' : 'no',
    priority,
    due ? writeWhen(due.at, due.zone) : '',
    due?.zone ?? '',
    repeatDay === null ? (repeat ?? '') : `${repeat} on ${repeatDay}`,
    assigneeId ?? '',
  ]);
  return encodeUtf8(
    stringify([[...COLUMNS], ...rows], { bom: true, record_delimiter: '\r\n', quoted_match: /[;\t|\r\n]/ }),
  );
}

/**
 * Reads CSV divided by commas, semicolons, tabs or bars, with our header or another program's; without one, each row's
 * first cell is a text. Lines are those of the file.
 */
export function readCsv(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries(options);
  let header: ReadonlyMap<TodoField, number> = new Map<TodoField, number>([['text', 0]]);
  let isOurs = false;
  // One more than are read, and the header, so that too many can be told from just enough.
  rowsOf(text, TODO_FILE_MAX_ENTRIES + 2).forEach(({ line, cells }, index) => {
    if (cells === null) return entries.refuse(line, 'todoImport.badRow');
    if (cells.every((cell) => cell.trim() === '')) return;
    const named = index === 0 ? readHeader(cells) : null;
    if (named) {
      header = named;
      isOurs = cells.join() === COLUMNS.join();
      return;
    }
    const cell = (field: TodoField) => cells[header.get(field) ?? -1] ?? '';
    entries.add(
      {
        text: unguarded(cell('text'), isOurs),
        done: isDone(cell('done')),
        priority: cell('priority'),
        due: cell('due'),
        zone: cell('zone'),
        repeat: cell('repeat'),
        assignee: cell('assignee'),
      },
      line,
    );
  });
  return entries.reading;
}

/** Which field stands in which column, or null where the row is no header: it must name a text. */
export function readHeader(row: readonly string[]): ReadonlyMap<TodoField, number> | null {
  const columns = new Map<TodoField, number>();
  row.forEach((cell, index) => {
    const field = todoFieldNamed(cell);
    if (field !== undefined && !columns.has(field)) columns.set(field, index);
  });
  return columns.has('text') ? columns : null;
}
