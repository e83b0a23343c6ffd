import { allLinesOf } from '../../files/lines.ts';
import type { DueOptions } from '../../time/due/due.ts';
import { TodoEntries } from './entries.ts';
import type { TodoEntry } from './todo-entry.ts';
import { itemOf } from './items.ts';
import { PROGRAMS } from './programs.ts';
import type { TodoReading } from './todo-file.ts';

const HEADING = /^\*{1,20} (?:(?<keyword>[A-Z]{2,12}) )?(?:\[#(?<priority>[A-Z])\] )?(?<title>.*)$/;
const TAGS = /[ \t]:[\p{L}\p{N}_@#%:]{1,100}:$/u;
/** Words that Org itself or its usual set-ups have for where a to-do stands. */
const KEYWORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['TODO', 'NEXT', 'STARTED', 'WAITING', 'WAIT', 'HOLD', 'STRT', 'LOOP'].map((word) => [word, 'open']),
  ),
  DONE: 'done',
  ...Object.fromEntries(['CANCELLED', 'CANCELED', 'KILL'].map((word) => [word, 'cancelled'])),
};
const PRIORITIES: Readonly<Record<string, string>> = { A: 'high', B: 'normal', C: 'low' };
const PLANNING = /^\s{0,40}(?:DEADLINE|SCHEDULED|CLOSED): ?[<[]/;
const STAMP =
  /(?<name>DEADLINE|SCHEDULED): ?<(?<day>\d{4}-\d\d-\d\d)(?: [\p{L}.]{1,12})?(?: (?<time>\d{1,2}:\d\d))?[^>\n]{0,20}?(?: [.+]{1,2}(?<repeat>\d{1,3}[dwmy]))?(?: -{1,2}\d{1,3}[dwmy])?>/gu;
const DRAWER = /^\s{0,40}:[A-Za-z_-]{1,40}:|^#\+/;

interface Found {
  line: number;
  entry: TodoEntry;
}

/** Whether a text has a heading of Org’s that is a to-do. */
export function looksLikeOrg(text: string): boolean {
  return /^\*{1,20} (?:TODO|DONE|NEXT|WAITING) \S/m.test(text);
}

/** Reads an outline of Org mode: headings with a keyword and items with a box are to-dos. */
export function readOrg(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries();
  let current: Found | null = null;
  let hasOwnDates = false;
  const end = () => {
    if (current) entries.add(current.entry, current.line);
    current = null;
  };
  const begin = (line: number, entry: TodoEntry) => {
    end();
    current = { line, entry };
  };
  for (const { line, content } of allLinesOf(text)) {
    const heading = HEADING.exec(content.trimEnd())?.groups;
    const status = KEYWORDS[heading?.['keyword'] ?? ''];
    const planned: Found | null = current;
    const item = heading ? null : itemOf(content);
    if (heading && status !== undefined) {
      begin(line, entryOf(heading, status));
    } else if (heading) {
      end();
      entries.setAside(line, 'todoImport.heading', content.replace(/^\*+ /, ''));
    } else if (PLANNING.test(content) && planned) {
      plan((planned as Found).entry, content);
      hasOwnDates ||= content.includes('CLOSED:');
    } else if (item && item.mark !== 'none') {
      // A dash is for what is begun.
      begin(line, { text: item.text, done: item.mark === 'done' ? 'done' : 'open' });
    } else if (content.trim() !== '') {
      entries.setAside(line, DRAWER.test(content) ? 'todoImport.settings' : 'todoImport.prose', content);
    }
  }
  end();
  return entries.reading({ options, program: PROGRAMS.org, hasOwnDates });
}

function entryOf(heading: Readonly<Record<string, string | undefined>>, status: string): TodoEntry {
  const title = (heading['title'] ?? '').trim();
  const letter = heading['priority'];
  return {
    text: title.replace(TAGS, '').trim(),
    done: status,
    priority: letter === undefined ? '' : (PRIORITIES[letter] ?? letter),
  };
}

/** The deadline is what is due; without one it is when it is scheduled. */
function plan(entry: TodoEntry, line: string): void {
  const stamps = [...line.matchAll(STAMP)].map(({ groups }) => groups ?? {});
  const stamp =
    stamps.find(({ name }) => name === 'DEADLINE') ?? (entry.due === undefined ? stamps[0] : undefined);
  if (!stamp) return;
  const time = stamp['time']?.padStart(5, '0');
  entry.due = `${stamp['day']}${time === undefined ? '' : ` ${time}`}`;
  entry.repeat = stamp['repeat'];
}
