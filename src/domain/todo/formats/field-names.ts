/** What of a to-do a column or a property can hold. */
export type TodoField = 'text' | 'done' | 'priority' | 'due' | 'zone' | 'repeat' | 'repeatDay' | 'assignee';

/** Names that other programs use, in lower case and with letters only. */
const NAMES: Readonly<Record<TodoField, readonly string[]>> = {
  text: [
    'text',
    'title',
    'task',
    'taskname',
    'todo',
    'name',
    'content',
    'summary',
    'subject',
    'description',
    'item',
  ],
  done: ['done', 'completed', 'complete', 'checked', 'finished', 'isdone', 'iscompleted', 'status'],
  priority: ['priority', 'importance'],
  due: ['due', 'duedate', 'dueat', 'date', 'deadline', 'duedatetime'],
  zone: ['zone', 'timezone', 'duezone', 'duetimezone'],
  repeat: ['repeat', 'repeats', 'recurrence', 'recurring'],
  repeatDay: ['repeatday'],
  assignee: ['assigneeid', 'assignee', 'assignedto', 'responsible'],
};

const FIELDS = new Map<string, TodoField>(
  Object.entries(NAMES).flatMap(([field, names]) => names.map((name) => [name, field as TodoField] as const)),
);

/** Which field a column or property called so holds: “Due Date”, “due_date” and “dueDate” are one. */
export function todoFieldNamed(name: string): TodoField | undefined {
  return name.length > 60 ? undefined : FIELDS.get(name.toLowerCase().replace(/[^a-z]/g, ''));
}

/** Whether what stands in a field `done` says that it is. */
export function isDone(value: string): boolean {
  return /^(?:yes|y|true|x|1|done|completed?|finished|✓|✔|☑)$/i.test(value.trim());
}
