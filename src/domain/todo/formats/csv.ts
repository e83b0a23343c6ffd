import { stringify } from 'csv-stringify/sync';
import { notesAbove, openTable, type TableKind } from '../../files/table.ts';
import { encodeUtf8 } from '../../files/encode-text.ts';
import { guarded, unguarded } from '../../files/formula-guard.ts';
import type { DueOptions } from '../due.ts';
import { writeRhythm } from '../rhythm.ts';
import { writeWhen } from '../when.ts';
import { TodoEntries } from './entries.ts';
import { isDone, todoFieldNamed, type TodoField } from './field-names.ts';
import { type ImportedTodo, type TodoReading } from './todo-file.ts';

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

/**
 * Reads CSV divided by commas, semicolons, tabs or bars, with our header or another program's; without one, each row's
 * first cell is a text. Lines are those of the file.
 */
export function readCsv(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries(options);
  const { header, above, rows } = openTable(text, TODO_TABLE);
  entries.reading.notes.push(...notesAbove(above));
  const isOurs = header?.names.join() === COLUMNS.join();
  const columns: ReadonlyMap<TodoField, number> = header?.columns ?? new Map([['text', 0]]);
  for (const { line, cells } of rows) {
    if (cells === null) {
      entries.refuse(line, 'todoImport.badRow');
      continue;
    }
    const cell = (field: TodoField) => cells[columns.get(field) ?? -1] ?? '';
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
  }
  return entries.reading;
}

/** A table of to-dos names a text, whatever else. */
export const TODO_TABLE: TableKind<TodoField> = {
  fieldNamed: todoFieldNamed,
  weigh: (columns) => (columns.has('text') ? columns.size : 0),
};
