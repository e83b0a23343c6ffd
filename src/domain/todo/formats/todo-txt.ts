import type { DueOptions } from '../../time/due/due.ts';
import { TodoEntries } from './entries.ts';
import type { TodoEntry } from './todo-entry.ts';
import { PROGRAMS } from './programs.ts';
import type { TodoReading } from './todo-file.ts';

/** `x 2026-05-11 2026-05-09 text` and `(A) 2026-05-09 text`: done or a priority, then dates. */
const START =
  /^(?:(?<done>[xX]) (?:\((?<donePriority>[A-Z])\) )?|\((?<priority>[A-Z])\) )?(?<dates>(?:\d{4}-\d\d-\d\d ){0,2})/;
const LETTERS: Readonly<Record<string, string>> = { A: 'urgent', B: 'high', C: 'normal' };
/** How its people write that something comes again: `1w`, with a plus where it counts from the due date. */
const AGAIN = /^\+?1([dbwm])$/;

/** Whether a text is in the format of todo.txt: a line begins with a priority or a date, or has a due date as it writes it. */
export function looksLikeTodoTxt(text: string): boolean {
  return /^(?:\([A-Z]\) \S|[xX] \d{4}-\d\d-\d\d |\d{4}-\d\d-\d\d \S)|[ \t](?:due|t|rec|pri):\w/m.test(text);
}

/** Reads todo.txt: each line is a to-do. Source: its format’s rules, and `due:`, `pri:` and `rec:` as its programs write them. */
export function readTodoTxt(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries();
  let hasDates = false;
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    const said = content.trim();
    if (said === '') return;
    const { done, donePriority, priority, dates = '' } = START.exec(said)?.groups ?? {};
    hasDates ||= dates !== '';
    const start = START.exec(said)?.[0].length ?? 0;
    const entry: TodoEntry = { text: '', done: done === undefined ? 'open' : 'done' };
    let letter = priority ?? donePriority;
    const words = said.slice(start).split(' ');
    const kept = words.filter((word) => {
      const colon = word.indexOf(':');
      const [name, value] = [word.slice(0, colon), word.slice(colon + 1)];
      if (value === '') return true;
      if (name === 'due' && entry.due === undefined) entry.due = value;
      else if (name === 'rec' && entry.repeat === undefined) entry.repeat = AGAIN.exec(value)?.[1] ?? value;
      else if (name === 'pri' && /^[A-Z]$/.test(value) && letter === undefined) letter = value;
      else return true;
      return false;
    });
    entries.add(
      {
        ...entry,
        text: kept.join(' '),
        priority: letter === undefined ? '' : (LETTERS[letter] ?? 'low'),
        repeat: entry.repeat?.replace(/^[dbwm]$/, '1$&'),
      },
      index + 1,
    );
  });
  return entries.reading({ options, program: PROGRAMS.todoTxt, hasOwnDates: hasDates });
}
