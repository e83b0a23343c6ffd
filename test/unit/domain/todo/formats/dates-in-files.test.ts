import { expect, test } from '@jest/globals';
import { readNamed, remarks, told } from './told.ts';

const due = (header: string, rows: readonly string[]) =>
  readNamed('a.csv', [header, ...rows.map((row, index) => `T${index};"${row}"`)].join('\n'), 'de');
const dates = (reading: ReturnType<typeof due>) =>
  reading.todos.map(({ due }) => due?.at.toISOString().slice(0, 16) ?? null);

test.each([
  ['2027-12-24', '2027-12-24T08:00'],
  ['2027-12-24T17:00:00.000Z', '2027-12-24T17:00'],
  ['2027-12-24T08:00:00+0000', '2027-12-24T08:00'],
  ['20271224', '2027-12-24T08:00'],
  ['20271224T170000Z', '2027-12-24T17:00'],
  ['2027/12/24 17:00', '2027-12-24T16:00'],
  ['24.12.2027', '2027-12-24T08:00'],
  ['4.3.27, 17:00', '2027-03-04T16:00'],
  ['24/12/2027', '2027-12-24T08:00'],
  ['12/24/2027 5:00 PM', '2027-12-24T16:00'],
  ['04/04/2027', '2027-04-04T07:00'],
  ['December 24, 2027 5:00 PM', '2027-12-24T16:00'],
  ['December 23, 2027 → December 24, 2027', '2027-12-24T08:00'],
  ['Fri, 24 Dec 2027 17:00:00', '2027-12-24T16:00'],
  ['24. Dezember 2027 um 17:00 Uhr', '2027-12-24T16:00'],
  ['24 de diciembre de 2027', '2027-12-24T08:00'],
  ['24 décembre 2027 17:00', '2027-12-24T16:00'],
  ['24 de dez. de 2027', '2027-12-24T08:00'],
  ['2027年12月24日 17:00', '2027-12-24T16:00'],
  ['tomorrow 17:00', '2026-11-19T16:00'],
])('“%s” is read in a file, whoever sends it', (text, expected) => {
  const reading = due('Task;Due', [text]);
  expect(dates(reading)).toEqual([expected]);
  expect(remarks(reading)).toEqual([]);
});

test('a date that could be two is dropped and told, and the to-do stays', () => {
  const reading = due('Task;Due', ['03/04/2027', '2027-12-24']);
  expect(dates(reading)).toEqual([null, '2027-12-24T08:00']);
  expect(reading.notes).toEqual([
    {
      line: 2,
      key: 'todoImport.ambiguousDue',
      params: { value: '03/04/2027', first: '2027-04-03 09:00', second: '2027-03-04 09:00' },
    },
  ]);
});

test('other rows, the language of the headings, or points tell which of two dates it is', () => {
  expect(dates(due('Task;Due', ['03/04/2027', '24/12/2027']))[0]).toBe('2027-04-03T07:00');
  expect(dates(due('Task;Due', ['03/04/2027', '12/24/2027']))[0]).toBe('2027-03-04T08:00');
  expect(dates(due('Aufgabe;Fällig am', ['03/04/2027']))[0]).toBe('2027-04-03T07:00');
  expect(dates(due('Tâche;Échéance', ['03/04/2027']))[0]).toBe('2027-04-03T07:00');
  expect(dates(due('Task;Due', ['03.04.2027']))[0]).toBe('2027-04-03T07:00');
});

test('rows that contradict each other tell nothing', () => {
  const reading = due('Task;Due', ['03/04/2027', '24/12/2027', '12/24/2027']);
  expect(dates(reading)).toEqual([null, '2027-12-24T08:00', '2027-12-24T08:00']);
  expect(remarks(reading)).toEqual(['2 ambiguousDue: 03/04/2027']);
});

test.each(['31.02.2027', 'some day', '2027-13-01', '24/24/2027', '25:00', 'x'.repeat(101)])(
  '“%s” is no date: the field is dropped and told, the to-do stays',
  (text) => {
    const reading = due('Task;Due', [text]);
    expect(dates(reading)).toEqual([null]);
    expect(remarks(reading)).toEqual([expect.stringMatching(/^2 badDue: /)]);
  },
);

test('a priority, a status, a repetition, a zone or an assignee that is unknown is dropped and told', () => {
  const reading = readNamed(
    'a.csv',
    `task,priority,status,due,repeat,zone,assignee
A,P9,,,,,
B,,half way,,,,
C,,,2027-12-24,hourly,,
D,,,,weekly,,
E,,,2027-12-24,,Mars/Phobos,
F,,,,,,Ann
`,
  );
  expect(told(reading)).toEqual(['A', 'B', 'C | 2027-12-24T08:00Z', 'D', 'E | 2027-12-24T08:00Z', 'F']);
  expect(remarks(reading)).toEqual([
    '2 badPriority: P9',
    '3 badStatus: half way',
    '4 badRepeat: hourly',
    '5 repeatWithoutDue',
    '6 badZone: Mars/Phobos',
    '7 badAssignee: Ann',
  ]);
});

test.each([
  ['every day at 9am', '2026-11-19T08:00', 'daily'],
  ['every weekday', '2026-11-19T08:00', 'weekdays'],
  ['jeden Tag um 17:00', '2026-11-18T16:00', 'daily'],
])('“%s” as a date is a date and a repetition', (text, at, repeat) => {
  const reading = due('Task;Due', [text]);
  expect(dates(reading)).toEqual([at]);
  expect(reading.todos[0]?.repeat).toBe(repeat);
});

test.each([
  ['every month', 'monthly | on 24'],
  ['monthly on 31', 'monthly | on 31'],
  ['RRULE:FREQ=MONTHLY;BYMONTHDAY=15', 'monthly | on 15'],
  ['FREQ=WEEKLY;INTERVAL=1;BYDAY=FR', 'weekly'],
  ['RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'weekdays'],
  ['every week when done', 'weekly'],
  ['wöchentlich', 'weekly'],
  ['tous les jours', 'daily'],
  ['mensual', 'monthly | on 24'],
  ['todos os dias', 'daily'],
  ['毎週', 'weekly'],
])('“%s” is a repetition', (text, expected) => {
  const reading = readNamed('a.csv', `task,due,repeat\nA,2027-12-24,"${text}"\n`);
  expect(told(reading)).toEqual([`A | 2027-12-24T08:00Z | ${expected}`]);
});

test.each([
  'FREQ=DAILY;COUNT=3',
  'FREQ=WEEKLY;BYDAY=MO,WE',
  'FREQ=YEARLY',
  'monthly on 32',
  'every blue moon',
])('“%s” is none that a to-do can have, and told', (text) => {
  const reading = readNamed('a.csv', `task,due,repeat\nA,2027-12-24,"${text}"\n`);
  expect(told(reading)).toEqual(['A | 2027-12-24T08:00Z']);
  expect(remarks(reading)).toEqual([`2 badRepeat: ${text}`]);
});
