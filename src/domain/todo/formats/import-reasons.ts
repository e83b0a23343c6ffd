import { UserError, type MessageParams } from '../../../errors.ts';

/** Why one entry of a file was not read: locale keys and their English sentences. */
export const TODO_IMPORT_PROBLEM_REASONS = {
  'todoImport.noText': 'There is no text here.',
  'todoImport.textTooLong': 'The text is longer than {{max}} characters.',
  'todoImport.badDue': 'I cannot read when it is due. Write it like 2026-12-24 17:00.',
  'todoImport.badPriority': 'The priority is none of low, normal, high and urgent.',
  'todoImport.badRepeat': 'It repeats neither daily, weekdays, weekly nor monthly.',
  'todoImport.repeatWithoutDue': 'It repeats, but is due at no time. Give it a due date.',
  'todoImport.badRow': 'This is not a to-do, or its quotation marks do not match.',
} as const;
export type TodoImportProblemReason = keyof typeof TODO_IMPORT_PROBLEM_REASONS;

/** Why a file was not read at all: locale keys and their English sentences. */
export const TODO_IMPORT_FILE_REASONS = {
  'todoImport.empty': 'That file is empty.',
  'todoImport.tooLarge': 'That file is larger than {{max}} KiB. Split it, or leave out what is not needed.',
  'todoImport.tooManyTodos': 'That file has more than {{max}} to-dos. Split it into several.',
  'todoImport.unknownFormat':
    'I cannot tell what kind of file that is. I read Markdown checklists, CSV and JSON.',
  'todoImport.notJson':
    'That file is not to-dos in JSON: I look for a list of to-dos, or an object that has one called “todos”.',
} as const;
export type TodoImportFileReason = keyof typeof TODO_IMPORT_FILE_REASONS;

/** The error that says why a file cannot be read. */
export function unreadableTodos(
  reason: TodoImportFileReason,
  params: MessageParams = {},
  options?: ErrorOptions,
): UserError {
  return new UserError(reason, params, options);
}
