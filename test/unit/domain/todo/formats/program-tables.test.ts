import { expect, test } from '@jest/globals';
import { readNamed, remarks, told } from './told.ts';

const BOM = '\uFEFF';
const csv = (text: string, name = 'a.csv') => readNamed(name, text);

test('Todoist: 4 is the lowest priority, dates may be words; sections and comments are told', () => {
  const reading =
    csv(`${BOM}TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG
meta,view_style=list,,,,,,,,,,,,
section,Errands,,,,,,,,,,,,
task,Buy milk,,4,1,Some One (123),,,,Europe/Berlin,,,,
task,Pay rent,,1,1,Some One (123),,2027-12-24,en,Europe/Berlin,,,,
task,Water plants,With care,3,2,Some One (123),,every day at 9am,en,Europe/Berlin,,,,
task,Müll,,2,1,Some One (123),,jeden Tag um 18:00,de,Asia/Tokyo,,,,
note,a comment,,,,Some One (123),,2024-01-01,,,,,,
,,,,,,,,,,,,,
`);
  expect(told(reading)).toEqual([
    'Buy milk | low',
    'Pay rent | urgent | 2027-12-24T08:00Z',
    'Water plants | 2026-11-19T08:00Z | daily',
    'Müll | high | 2026-11-19T09:00Z | Asia/Tokyo | daily',
  ]);
  expect(remarks(reading)).toEqual([
    '2 settings: view_style=list',
    '3 heading: Errands',
    '8 comment: a comment',
  ]);
  expect([reading.program, reading.leftOut]).toEqual(['Todoist', ['DESCRIPTION', 'AUTHOR']]);
});

test('TickTick: below its preamble, with status, priority, all-day dates and rules', () => {
  const head =
    '"Folder Name","List Name","Title","Kind","Tags","Content","Is Check list","Start Date","Due Date","Reminder","Repeat","Priority","Status","Created Time","Completed Time","Order","Timezone","Is All Day","Is Floating","Column Name","Column Order","View Mode","taskId","parentId"';
  const row = (
    title: string,
    kind: string,
    due: string,
    repeat: string,
    priority: string,
    status: string,
    allDay: string,
  ) =>
    `"","Home","${title}","${kind}","","","N","","${due}","","${repeat}","${priority}","${status}","2026-01-01T00:00:00+0000","","0","Europe/Berlin","${allDay}","false","","","list","1",""`;
  const reading = csv(`${BOM}"Date: 2026-06-15+0000"
"Version: 7.1"
"Status:
0 Normal
1 Completed
2 Archived"
${head}
${row('Buy milk', 'TEXT', '2027-12-24T08:00:00+0000', '', '0', '0', 'false')}
${row('Pay rent', 'TEXT', '', '', '5', '2', 'false')}
${row('Party', 'CHECKLIST', '2027-12-23T23:00:00+0000', 'RRULE:FREQ=DAILY;INTERVAL=1', '1', '0', 'true')}
${row('Dropped', 'TEXT', '', '', '3', '-1', 'false')}
${row('A thought', 'NOTE', '', '', '0', '0', 'false')}
`);
  expect(told(reading)).toEqual([
    'Buy milk | 2027-12-24T08:00Z',
    'Pay rent | done | high',
    'Party | low | 2027-12-24T08:00Z | daily',
  ]);
  expect(remarks(reading)).toEqual([
    ...[1, 2, 3, 4, 5, 6].map((line) => `${line} aboveTable`),
    '11 cancelled: Dropped',
    '12 comment: A thought',
  ]);
  expect(reading.program).toBe('TickTick');
});

test.each([
  [
    'Asana',
    `Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task
12,2026-01-01,,2026-01-02,Draft,Doing,,,,2027-12-24,,,Home,
13,2026-01-01,2026-01-05,2026-01-05,Ship,Done,,,,,,,Home,Draft
`,
    ['Draft | 2027-12-24T08:00Z', 'Ship | done'],
  ],
  [
    'Trello',
    `Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Attachment Count,List Name,Board Name,Archived,Due Complete
1,Draft,https://trello.com/c/1,,,,2027-12-24T17:00:00.000Z,0,Doing,Home,false,false
2,Ship,https://trello.com/c/2,,,,,0,Done,Home,false,true
3,Old,https://trello.com/c/3,,,,,0,Done,Home,true,false
`,
    ['Draft | 2027-12-24T17:00Z', 'Ship | done'],
  ],
  [
    'Microsoft Planner',
    `Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created By,Created Date,Start date,Due date,Late,Completed Date
a,Draft,To do,In progress,Important,,Ann,01/02/2026,,03/04/2027,false,
b,Ship,To do,Completed,Medium,,Ann,01/02/2026,,,false,01/03/2026
`,
    ['Draft | high | 2027-03-04T08:00Z', 'Ship | done'],
  ],
  [
    'Outlook',
    `"Subject","Start Date","Due Date","Reminder On/Off","Date Completed","% Complete","Priority","Status"
"Draft","","24.12.2027","False","","0,5","High","In Progress"
"Ship","","","False","3.1.2026","1","Low","Completed"
`,
    ['Draft | high | 2027-12-24T08:00Z', 'Ship | done | low'],
  ],
  [
    'Jira',
    `Summary,Issue key,Issue id,Issue Type,Status,Priority,Due date,Assignee
Draft,AB-1,1,Task,In Progress,Highest,2027-12-24,
Ship,AB-2,2,Bug,Done,Trivial,,
Never,AB-3,3,Bug,Won't Do,Trivial,,
`,
    ['Draft | urgent | 2027-12-24T08:00Z', 'Ship | done | low'],
  ],
])('%s is recognised and read', (program, text, expected) => {
  const reading = csv(text);
  expect(told(reading)).toEqual(expected);
  expect(reading.program).toBe(program);
});

test('Notion is recognised by the name of its file; the end of a span is what is due', () => {
  const reading = csv(
    `${BOM}Name,Status,Due,Priority,Tags
Draft,In progress,"December 24, 2027 5:00 PM",High,
Ship,Done,"December 23, 2027 → December 24, 2027",,home
`,
    'Tasks 0123456789abcdef0123456789abcdef_all.csv',
  );
  expect(told(reading)).toEqual(['Draft | high | 2027-12-24T16:00Z', 'Ship | done | 2027-12-24T08:00Z']);
  expect([reading.program, reading.leftOut]).toEqual(['Notion', ['Tags']]);
});

test('what people export from Apple’s reminders has up to three exclamation marks', () => {
  const reading = csv(
    'Title,Notes,Due Date,Priority,Completed,List\nA,,2027-12-24,!,No,Home\nB,,,!!,Yes,Home\nC,,,!!!,No,Home\n',
  );
  expect(told(reading)).toEqual(['A | low | 2027-12-24T08:00Z', 'B | done', 'C | high']);
  expect(reading.leftOut).toEqual(['List']);
});

test('priorities of other programs are read; one that is unknown is told, and its row stays', () => {
  const said = ['P1', 'p4', '!', 'Med', 'Highest', 'critical', '0', 'hoch', 'Normal', 'Low'];
  const more = [
    'haute',
    'alta',
    '高',
    'média',
    'sehr hoch',
    '1 - Urgent',
    '🔴 High',
    'Priority 2',
    'baja',
    '緊急',
  ];
  const reading = csv(['task,priority', ...[...said, ...more, 'purple'].map((one) => `A,${one}`)].join('\n'));
  expect(reading.todos.map(({ priority }) => priority)).toEqual([
    ...'urgent low high normal urgent urgent normal high normal low'.split(' '),
    ...'high high high normal urgent urgent high high low urgent normal'.split(' '),
  ]);
  expect(remarks(reading)).toEqual(['22 badPriority: purple']);
});

test('the line that tells spreadsheets how rows are divided is no row', () => {
  expect(told(csv('sep=;\nTask;Due Date\nBuy milk;24.12.2027\n'))).toEqual(['Buy milk | 2027-12-24T08:00Z']);
});

test('blanks between a comma and a quotation mark are forgiven', () => {
  expect(told(csv('task, due date\n"Buy milk", "2027-12-24 17:00"\n'))).toEqual([
    'Buy milk | 2027-12-24T16:00Z',
  ]);
});

test.each([
  ['Aufgabe;Fällig am;Priorität;Erledigt', 'hoch;ja'],
  ['Titel;Fälligkeitsdatum;Wichtigkeit;Status', 'Hoch;abgeschlossen'],
  ['Tâche;Échéance;Priorité;Terminé', 'haute;oui'],
  ['Nom;Date d’échéance;Priorité;Statut', 'Élevée;Terminée'],
  ['Tarea;Fecha de vencimiento;Prioridad;Hecho', 'alta;sí'],
  ['Título;Fecha límite;Prioridad;Estado', 'Alta;Completada'],
  ['Tarefa;Data de vencimento;Prioridade;Concluída', 'alta;sim'],
  ['Nome;Prazo;Prioridade;Situação', 'Alta;concluído'],
  ['Task;Due date;Priority;Done', 'high;yes'],
])('the headings “%s” are read, in Latin-1 too', (header, rest) => {
  const text = `${header}\nGrün;24.12.2027;${rest}\n`;
  const latin = Uint8Array.from(text.replaceAll('’', "'"), (one) => one.charCodeAt(0));
  for (const content of [text, latin]) {
    const reading = readNamed('a.csv', content);
    expect(told(reading)).toEqual(['Grün | done | high | 2027-12-24T08:00Z']);
    expect([...remarks(reading), ...reading.leftOut]).toEqual([]);
  }
});

test.each([
  'タスク,期限,優先度,完了\n牛乳,2027/12/24,高,はい',
  '件名,期日,重要度,ステータス\n牛乳,2027年12月24日,高い,完了',
])('the headings of “%s” are read', (text) => {
  expect(told(csv(text))).toEqual(['牛乳 | done | high | 2027-12-24T08:00Z']);
});

test('a file whose headings are unknown says that only its first column was read', () => {
  const reading = csv('Milk,2 litres\nBread,1 loaf\n');
  expect(told(reading)).toEqual(['Milk', 'Bread']);
  expect(remarks(reading)).toEqual(['1 cells']);
});

test('a quotation mark without an end costs its own row, and is told', () => {
  const reading = csv('task,due\nA,\n"B,\nC,2027-12-24\n');
  expect(told(reading)).toEqual(['A', 'C | 2027-12-24T08:00Z']);
  expect(remarks(reading)).toEqual(['3 badRow']);
});
