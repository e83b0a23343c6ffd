import type { Reading, Remark } from '../src/domain/files/reading.ts';
import type { Context } from '../src/discord/declare/context.ts';

/** How many remarks are shown, how many lines are named in one, and how many fields that were left out. */
const SHOWN = { remarks: 10, lines: 5, fields: 8 };
/** As much of a field's name as is shown. */
const FIELD_MAX = 30;

type Words = Pick<Context, 't' | 'locale'>;

/** What an answer says of a file that was read: whose it is, what was taken and left out, and what was not read. */
export function remarksOn(reading: Reading, words: Words): string[] {
  const { t } = words;
  const { problems, notes } = reading;
  return [
    ...origin(reading, words),
    ...encoding(reading, words),
    ...(notes.length > 0 ? [t('import.notes'), ...remarkLines(notes, reading, words)] : []),
    ...(problems.length > 0
      ? [t('import.problems', { count: problems.length }), ...remarkLines(problems, reading, words)]
      : []),
  ];
}

function origin({ program, taken = [], leftOut = [] }: Reading, { t, locale }: Words): string[] {
  const fields = list(
    taken.map((field) => t(`import.fields.${field}`)),
    locale,
  );
  const shown = leftOut.slice(0, SHOWN.fields).map((name) => name.slice(0, FIELD_MAX));
  const count = leftOut.length - shown.length;
  return [
    ...(program === undefined ? [] : [t('import.from', { program, fields })]),
    ...(shown.length === 0
      ? []
      : count > 0
        ? [t('import.leftOutMore', { names: shown.join(', '), count })]
        : [t('import.leftOut', { names: list(shown, locale) })]),
  ];
}

function encoding({ encoding, declaredEncoding }: Reading, { t }: Words): string[] {
  if (encoding !== undefined) return [t('import.encoding', { encoding })];
  return declaredEncoding === undefined ? [] : [t('import.declared', { encoding: declaredEncoding })];
}

/** Remarks as a list, those of one kind in one line. */
export function remarkLines(remarks: readonly Remark[], reading: Reading, words: Words): string[] {
  const groups = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const kind = JSON.stringify([remark.key, remark.params]);
    const group = groups.get(kind);
    if (group) group.push(remark);
    else groups.set(kind, [remark]);
  }
  const all = [...groups.values()];
  const lines = all.slice(0, SHOWN.remarks).flatMap(([first, ...others]) => {
    if (!first) return [];
    const sentence = words.t(first.key, first.params);
    return [['-', ...whereabouts([first, ...others], reading, words), sentence].join(' ')];
  });
  const rest = all.slice(SHOWN.remarks).reduce((total, group) => total + group.length, 0);
  return rest > 0 ? [...lines, words.t('import.more', { count: rest })] : lines;
}

function whereabouts(remarks: readonly Remark[], { counts }: Reading, { t, locale }: Words): string[] {
  const numbers = [...new Set(remarks.map(({ line }) => line))].filter((line) => line !== null);
  const [one, several, more] =
    counts === 'entries'
      ? (['import.entry', 'import.entries', 'import.entriesMore'] as const)
      : (['import.line', 'import.lines', 'import.linesMore'] as const);
  const [line] = numbers;
  if (line === undefined) return [];
  if (numbers.length === 1) return [t(one, { line })];
  const shown = numbers.slice(0, SHOWN.lines).map(String);
  const count = numbers.length - shown.length;
  return count > 0
    ? [t(more, { lines: shown.join(', '), count })]
    : [t(several, { lines: list(shown, locale) })];
}

function list(parts: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}
