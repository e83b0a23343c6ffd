import { readDue } from '../../time/due/due.ts';
import { repeatDayOf } from '../../time/repeat.ts';
import type { Rhythm } from '../../time/rhythm.ts';
import { timeZone } from '../../time/zones/time-zones.ts';
import { writeWhen } from '../../time/when.ts';
import type { FileConventions } from './conventions.ts';
import type { Note, TodoEntry } from './todo-entry.ts';
import type { HeaderLanguage } from './field-names.ts';
import { dayIn, dayOnly, orderShown, readFileDate, type DateOrder } from './file-date.ts';
import { readRepeat } from './repeat-words.ts';
import type { ImportedTodo } from './todo-file.ts';

type Due = ImportedTodo['due'];
type Found = { due: Due; rhythm: Rhythm | null } | { first: string; second: string } | null;

/** As many different texts of a file as are read as words and turn out to be no date: each takes milliseconds. */
const UNREADABLE_MAX = 50;

const LOCALES: Readonly<Record<HeaderLanguage, string>> = {
  en: 'en-US',
  de: 'de',
  es: 'es-ES',
  fr: 'fr',
  ja: 'ja',
  pt: 'pt-BR',
};
const DAY_FIRST: readonly (HeaderLanguage | null | undefined)[] = ['de', 'es', 'fr', 'pt'];

/** Reads the due dates and repetitions of a file by what all of its dates show. */
export class EntryDates {
  readonly #conventions: FileConventions;
  readonly #order: DateOrder | null;
  readonly #spoken = new Map<string, Found>();
  #unreadable = 0;

  constructor(conventions: FileConventions, entries: readonly TodoEntry[]) {
    this.#conventions = conventions;
    const shown = new Set(entries.map(({ due = '' }) => orderShown(due)).filter((order) => order !== null));
    const [only = null] = shown;
    const { program, language } = conventions;
    this.#order =
      shown.size > 0
        ? shown.size === 1
          ? only
          : null
        : (program?.dateOrder ?? (DAY_FIRST.includes(language) ? 'dayFirst' : null));
  }

  /** The date and the repetition of an entry; what cannot be read is left out and noted. */
  read(entry: TodoEntry, note: Note): Pick<ImportedTodo, 'due' | 'repeat' | 'repeatEvery' | 'repeatDay'> {
    // Midnight of a program that knows no times is meant by everybody’s own clock.
    const zone = this.#zoneOf(this.#conventions.program?.hasDaysOnly ? {} : entry, note);
    const text = (entry.due ?? '').trim();
    const found = text === '' ? null : this.#due(text, entry, zone, note);
    const said = (entry.repeat ?? '').trim();
    const read = said === '' ? null : readRepeat(said);
    if (said !== '' && read?.rest !== '') note('todoImport.badRepeat', said);
    const rhythm = read ?? found?.rhythm ?? null;
    const due = found?.due ?? null;
    const isRead = rhythm !== null && (read === null || read?.rest === '');
    if (isRead && due === null) note('todoImport.repeatWithoutDue');
    if (!isRead || due === null) return { due, repeat: null, repeatEvery: 1, repeatDay: null };
    const { repeat, every } = rhythm;
    const usual = repeatDayOf(due.at, due.zone, repeat);
    return { due, repeat, repeatEvery: every, repeatDay: usual === null ? null : (read?.day ?? usual) };
  }

  #zoneOf({ zone = '' }: Pick<TodoEntry, 'zone'>, note: Note): string {
    const named = zone.trim() === '' ? null : timeZone.safeParse(zone.trim()).data;
    if (named === undefined) note('todoImport.badZone', zone);
    return named ?? this.#conventions.options.timeZone;
  }

  #due(text: string, entry: TodoEntry, zone: string, note: Note): { due: Due; rhythm: Rhythm | null } | null {
    // Of a span it is the end.
    const whole = text.split('→').at(-1) ?? text;
    const written = this.#conventions.program?.hasDaysOnly ? dayOnly(whole.trim()) : whole;
    const date = readFileDate(written, zone, this.#order);
    if (date.kind === 'date')
      return { due: this.#onDay(date, entry) ?? { at: date.at, zone: date.zone }, rhythm: null };
    const found =
      date.kind === 'ambiguous'
        ? { first: writeWhen(date.first, zone), second: writeWhen(date.second, zone) }
        : this.#words(written, entry, zone);
    if (found && 'due' in found) return found;
    if (found) note('todoImport.ambiguousDue', text, found);
    else note('todoImport.badDue', text);
    return null;
  }

  /** A day that was written as its midnight. */
  #onDay({ at, zone }: { at: Date; zone: string }, { allDay = '' }: TodoEntry): Due {
    const day = /^true$/i.test(allDay.trim()) ? readFileDate(dayIn(zone, at), zone, null) : null;
    return day?.kind === 'date' ? { at: day.at, zone } : null;
  }

  /** What a person would say: “tomorrow 17:00”. */
  #words(text: string, { language }: TodoEntry, zone: string): Found {
    const key = `${language}\n${zone}\n${text}`;
    const known = this.#spoken.get(key);
    if (known !== undefined) return known;
    if (this.#unreadable >= UNREADABLE_MAX) return null;
    const found = this.#readWords(text, language, zone);
    if (found === null) this.#unreadable += 1;
    this.#spoken.set(key, found);
    return found;
  }

  #readWords(text: string, language: string | undefined, zone: string): Found {
    const { options, language: headers } = this.#conventions;
    const said = language?.slice(0, 2).toLowerCase();
    const words = said !== undefined && said in LOCALES ? (said as HeaderLanguage) : headers;
    const locale = words ? LOCALES[words] : options.locale;
    // “Every day” alone begins today.
    const habit = readRepeat(text);
    const read = readDue(text, { ...options, timeZone: zone, locale });
    if (read.kind === 'due') return { due: { at: read.at, zone: read.zone }, rhythm: read.rhythm };
    if (read.kind === 'past') return { due: { at: read.at, zone }, rhythm: null };
    if (read.kind === 'unreadable' && habit) {
      const begins = readDue(habit.rest || 'today', { ...options, timeZone: zone, locale });
      return begins.kind === 'due' ? { due: { at: begins.at, zone: begins.zone }, rhythm: habit } : null;
    }
    const [first, second] = read.kind === 'ambiguous' ? read.choices : [];
    return first && second ? { first: writeWhen(first.at, zone), second: writeWhen(second.at, zone) } : null;
  }
}
