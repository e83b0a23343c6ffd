import { readTodoFile } from '../../../../../src/domain/todo/formats/read.ts';
import type { TodoReading } from '../../../../../src/domain/todo/formats/todo-file.ts';

export const OPTIONS = {
  now: new Date('2026-11-18T13:00:00Z'),
  timeZone: 'Europe/Berlin',
  locale: 'en-US',
};

/** Reads a file with that name, as it comes: text is UTF-8. */
export function readNamed(name: string, content: string | Uint8Array, locale = 'en-US'): TodoReading {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readTodoFile(bytes, name, { ...OPTIONS, locale });
}

/** To-dos in short: what differs from an open one without anything. Due dates without seconds. */
export function told({ todos }: Pick<TodoReading, 'todos'>): string[] {
  return todos.map(({ text, done, priority, due, repeat, repeatDay, assigneeId }) =>
    [
      text,
      done && 'done',
      priority !== 'normal' && priority,
      due?.at.toISOString().replace(':00.000Z', 'Z'),
      due && due.zone !== OPTIONS.timeZone && due.zone,
      repeat,
      repeatDay !== null && `on ${repeatDay}`,
      assigneeId && `for ${assigneeId}`,
    ]
      .filter(Boolean)
      .join(' | '),
  );
}

/** All remarks on lines in short: `3 heading: Errands`. */
export function remarks({ problems, notes }: Pick<TodoReading, 'problems' | 'notes'>): string[] {
  return [...problems, ...notes]
    .flatMap(({ line, key, params }) => (line === null ? [] : [{ line, key, params }]))
    .sort((a, b) => a.line - b.line)
    .map(({ line, key, params }) => {
      const value = params['value'] ?? '';
      return `${line} ${key.replace(/^\w+\./, '')}${value === '' ? '' : `: ${value}`}`;
    });
}

/** Whether it was told that the file says when to-dos were created or completed. */
export function hasOwnDates({ notes }: Pick<TodoReading, 'notes'>): boolean {
  return notes.some(({ line, key }) => line === null && key === 'todoImport.ownDates');
}
