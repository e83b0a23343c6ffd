/** What a statement is counted as. */
export type Operation = 'select' | 'insert' | 'update' | 'delete' | 'transaction' | 'other';

export const OPERATIONS: readonly Operation[] = [
  'select',
  'insert',
  'update',
  'delete',
  'transaction',
  'other',
];

const CONTROL = new Set(['begin', 'start', 'commit', 'rollback', 'savepoint', 'release']);
/** In a statement that opens with `with`: the first thing that it changes. `for update` locks and changes nothing. */
const CHANGES = /\b(insert)\s+into\b|(?<!\bfor\s+(?:no\s+key\s+)?)\b(update)\b|\b(delete)\s+from\b/i;

/** What a statement does, by its first word; with common table expressions, by what it changes. */
export function operationOf(sql: string): Operation {
  const word = /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? '';
  if (CONTROL.has(word)) return 'transaction';
  if (word !== 'with') return asOperation(word);
  const changed = CHANGES.exec(sql);
  return asOperation((changed?.slice(1).find(Boolean) ?? 'select').toLowerCase());
}

/** Itself, if it is one; else `other`. */
export function asOperation(word: string): Operation {
  return OPERATIONS.find((operation) => operation === word) ?? 'other';
}
