import type { TodoAsideReason } from './import-reasons.ts';

/** What a row or an object is that is no to-do, as programs call it. */
const KINDS: ReadonlyMap<string, TodoAsideReason> = new Map([
  ...['section', 'heading', 'header'].map((kind) => [kind, 'todoImport.heading'] as const),
  ...['project', 'list', 'folder', 'area'].map((kind) => [kind, 'todoImport.listName'] as const),
  ...['note', 'comment'].map((kind) => [kind, 'todoImport.comment'] as const),
  ...['meta', 'setting', 'settings'].map((kind) => [kind, 'todoImport.settings'] as const),
]);

/** Why a row of that kind is no to-do; undefined where it is one. */
export function kindReason(kind: string): TodoAsideReason | undefined {
  return KINDS.get(kind.trim().toLowerCase());
}
