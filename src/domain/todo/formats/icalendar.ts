import { allLinesOf } from '../../files/lines.ts';
import type { DueOptions } from '../../time/due/due.ts';
import { TodoEntries } from './entries.ts';
import type { TodoEntry } from './todo-entry.ts';
import { PROGRAMS } from './programs.ts';
import type { TodoReading } from './todo-file.ts';

const PROPERTY = /^(?<name>[A-Za-z-]{1,40})(?<parameters>(?:;[^;:"\n]{0,200}(?:"[^"\n]{0,100}")?){0,9}):/;
/** Properties that are read, and those that nobody misses. */
const TAKEN = [
  'SUMMARY',
  'DUE',
  'DTSTART',
  'STATUS',
  'PERCENT-COMPLETE',
  'PRIORITY',
  'RRULE',
  'COMPLETED',
  'CREATED',
];
const TECHNICAL = /^(?:BEGIN|END|UID|DTSTAMP|LAST-MODIFIED|SEQUENCE|CLASS|RELATED-TO|TRANSP|X-.*)$/;

/** As much of a text as says who wrote it. */
const SAMPLE = 1_000;

interface Component {
  line: number;
  kind: string;
  properties: Map<string, { value: string; parameters: string }>;
}

/** Whether a text is a calendar. */
export function looksLikeCalendar(text: string): boolean {
  return /^\s{0,20}BEGIN:VCALENDAR/i.test(text);
}

/** Reads the to-dos of a calendar, as Apple’s reminders, Nextcloud and Thunderbird export them. Source: RFC 5545 */
export function readCalendar(text: string, options: DueOptions): TodoReading {
  const entries = new TodoEntries();
  const unread = new Set<string>();
  let hasOwnDates = false;
  for (const { line, kind, properties } of componentsOf(text)) {
    const said = (name: string) => unescaped(properties.get(name)?.value ?? '');
    if (kind !== 'VTODO') {
      entries.setAside(line, 'todoImport.event', said('SUMMARY') || kind);
      continue;
    }
    for (const name of properties.keys())
      if (!TAKEN.includes(name) && !TECHNICAL.test(name)) unread.add(name);
    hasOwnDates ||= properties.has('COMPLETED') || properties.has('CREATED');
    const due = properties.get('DUE') ?? properties.get('DTSTART');
    const entry: TodoEntry = {
      text: said('SUMMARY'),
      done: said('STATUS') || (properties.has('COMPLETED') ? 'done' : said('PERCENT-COMPLETE')),
      priority: said('PRIORITY'),
      due: due?.value,
      zone: /;TZID="?([^";:]{1,64})/i.exec(due?.parameters ?? '')?.[1],
      repeat: said('RRULE'),
    };
    entries.add(entry, line);
  }
  const program = { ...PROGRAMS.calendar, name: authorOf(text) };
  return entries.reading({ options, program, leftOut: [...unread], hasOwnDates });
}

/** Who wrote it: `PRODID:-//Ximian//NONSGML Evolution Calendar//EN`. */
function authorOf(text: string): string {
  const id = /^PRODID:([^\r\n]{1,200})/im.exec(text.slice(0, SAMPLE))?.[1] ?? '';
  if (/Apple.{1,20}Reminders/i.test(id)) return 'Apple Reminders';
  const [, owner = '', product = ''] = id.split('//');
  const name = (product.length > 2 ? product : owner).replace(/^.{0,40}NONSGML /, '').slice(0, 40);
  return name === '' ? PROGRAMS.calendar.name : name;
}

/** To-dos and whatever else stands in a calendar, apart from what is within these. */
function componentsOf(text: string): Component[] {
  const found: Component[] = [];
  const open: Component[] = [];
  for (const { line, content } of unfolded(text)) {
    const property = PROPERTY.exec(content);
    const name = property?.groups?.['name']?.toUpperCase() ?? '';
    const value = content.slice(property?.[0].length ?? 0);
    if (name === 'BEGIN') {
      const component: Component = { line, kind: value.trim().toUpperCase(), properties: new Map() };
      if (open.length === 1 && component.kind !== 'VTIMEZONE') found.push(component);
      open.push(component);
    } else if (name === 'END') {
      open.pop();
    } else if (name !== '') {
      open.at(-1)?.properties.set(name, { value, parameters: property?.groups?.['parameters'] ?? '' });
    }
  }
  return found;
}

/** Lines whose continuations, which begin with a blank, are put behind them. */
function unfolded(text: string): { line: number; content: string }[] {
  const lines: { line: number; parts: string[] }[] = [];
  for (const { line, content } of allLinesOf(text)) {
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(content)) last.parts.push(content.slice(1));
    else lines.push({ line, parts: [content] });
  }
  return lines.map(({ line, parts }) => ({ line, content: parts.join('') }));
}

function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}
