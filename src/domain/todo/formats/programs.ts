import type { TodoProgram } from './conventions.ts';
import { compact } from './plain-words.ts';

/** The programs whose files are known, and what is special about them. */
export const PROGRAMS = {
  todoist: { name: 'Todoist' },
  todoistApi: { name: 'Todoist', priorities: 'fourIsMostUrgent' },
  tickTick: { name: 'TickTick', priorities: 'tickTick', statuses: 'tickTick' },
  googleTasks: { name: 'Google Tasks', hasDaysOnly: true },
  microsoftToDo: { name: 'Microsoft To Do', hasDaysOnly: true },
  planner: { name: 'Microsoft Planner', dateOrder: 'monthFirst' },
  outlook: { name: 'Outlook' },
  obsidian: { name: 'Obsidian' },
  trello: { name: 'Trello' },
  asana: { name: 'Asana' },
  notion: { name: 'Notion' },
  things: { name: 'Things' },
  jira: { name: 'Jira' },
  linear: { name: 'Linear' },
  todoTxt: { name: 'todo.txt' },
  org: { name: 'Org mode' },
  calendar: { name: 'iCalendar', priorities: 'iCalendar' },
} as const satisfies Readonly<Record<string, TodoProgram>>;

/** Column heads that only that program's files have all of. */
const HEADERS: readonly (readonly [TodoProgram, string])[] = [
  [PROGRAMS.todoist, 'type content priority indent author'],
  [PROGRAMS.tickTick, 'listname title ischecklist taskid'],
  [PROGRAMS.asana, 'taskid name sectioncolumn projects'],
  [PROGRAMS.trello, 'cardid cardname cardurl'],
  [PROGRAMS.planner, 'taskid taskname bucketname progress'],
  [PROGRAMS.outlook, 'subject startdate duedate reminderonoff'],
  [PROGRAMS.jira, 'summary issuekey issuetype'],
  [PROGRAMS.linear, 'id team title cycleid'],
];

/** Notion puts 32 figures behind the name of each page that it exports. */
const NOTION_NAME = / [0-9a-f]{32}(?:_all)?\.\w{2,3}$/;

/** Whose file a CSV with that header is. */
export function programOfHeader(header: readonly string[], filename: string): TodoProgram | undefined {
  const names = new Set(header.map((name) => compact(name)));
  const known = HEADERS.find(([, needed]) => needed.split(' ').every((name) => names.has(name)))?.[0];
  return known ?? programOfName(filename);
}

/** Whose file it is by its name. */
export function programOfName(filename: string): TodoProgram | undefined {
  return NOTION_NAME.test(filename) ? PROGRAMS.notion : undefined;
}
