import type { Reading, Remark } from '../../files/reading.ts';
import { UserError, type MessageParams } from '../../../errors.ts';

/** Why an entry of a file was not read; like all of these, a key of the locales. */
export type TodoEntryReason = 'todoImport.noText' | 'todoImport.textTooLong' | 'todoImport.badRow';

/** Which detail an entry was read without, because it cannot be read. */
const FIELD_REASONS = [
  'todoImport.badDue',
  'todoImport.ambiguousDue',
  'todoImport.badPriority',
  'todoImport.badStatus',
  'todoImport.badRepeat',
  'todoImport.repeatWithoutDue',
  'todoImport.badZone',
  'todoImport.badAssignee',
] as const;
export type TodoFieldReason = (typeof FIELD_REASONS)[number];

/** Why a line is no to-do, and was not meant to be one. */
export type TodoAsideReason =
  | 'todoImport.cancelled'
  | 'todoImport.archived'
  | 'todoImport.heading'
  | 'todoImport.listName'
  | 'todoImport.comment'
  | 'todoImport.settings'
  | 'todoImport.event'
  | 'todoImport.prose'
  | 'todoImport.cells';

/** Entries and details that could not be read, in the order of the file; not what was never meant to be a to-do. */
export function unreadIn({ problems, notes }: Reading): Remark[] {
  const details = notes.filter(({ key }) => FIELD_REASONS.some((reason) => reason === key));
  return [...problems, ...details].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Why a file was not read at all, besides what `readText` says. */
export type TodoImportFileReason =
  'todoImport.tooManyTodos' | 'todoImport.unknownFormat' | 'todoImport.notJson';

/** The error that says why a file cannot be read. */
export function unreadableTodos(
  reason: TodoImportFileReason,
  params: MessageParams = {},
  options?: ErrorOptions,
): UserError {
  return new UserError(reason, params, options);
}
