import { expect, test } from '@jest/globals';
import { hasOwnDates, readNamed, remarks, told } from './told.ts';

test('Org mode: headings with a keyword and boxes are to-dos, deadlines are due dates', () => {
  const reading = readNamed(
    'home.org',
    `#+TITLE: Home
* Errands
** TODO [#A] Buy milk :shop:
   DEADLINE: <2027-12-24 Fri 17:00 +1w>
** DONE Pay rent
   CLOSED: [2026-01-02 Fri 10:00]
** CANCELLED Fly
** NEXT Paint
   SCHEDULED: <2027-01-01 Fri>
   :PROPERTIES:
   Use the blue one.
   - [ ] Get a brush
   - [X] Open the window
   - [-] Sand
`,
  );
  expect(told(reading)).toEqual([
    'Buy milk | high | 2027-12-24T16:00Z | weekly',
    'Pay rent | done',
    'Paint | 2027-01-01T08:00Z',
    'Get a brush',
    'Open the window | done',
    'Sand',
  ]);
  expect(remarks(reading)).toEqual([
    '1 settings: #+TITLE: Home',
    '2 heading: Errands',
    '7 cancelled: Fly',
    '10 settings: :PROPERTIES:',
    '11 prose: Use the blue one.',
  ]);
  expect([reading.program, hasOwnDates(reading)]).toEqual(['Org mode', true]);
});

test.each([
  ['plan.txt', '* TODO Call\n'],
  ['plan', '* Work\n** DONE [#C] Write\n   DEADLINE: <2027-01-01 ven. 9:30>\n'],
  ['plan.md', '** WAITING Answer\n'],
])('%s is an outline of Org’s by its keywords', (name, text) => {
  expect(readNamed(name, text).program).toBe('Org mode');
});

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');

test('iCalendar: to-dos with their dates, rules and priorities; an event is told', () => {
  const reading = readNamed(
    'tasks.ics',
    calendar(
      'PRODID:-//Apple Inc.//Reminders//EN',
      'BEGIN:VTODO',
      'UID:1',
      'SUMMARY:Buy milk\\, and',
      '  bread',
      'DUE;TZID=Europe/Berlin:20271224T170000',
      'RRULE:FREQ=WEEKLY;BYDAY=FR',
      'PRIORITY:1',
      'DESCRIPTION:fresh',
      'BEGIN:VALARM',
      'SUMMARY:Alarm',
      'END:VALARM',
      'END:VTODO',
      'BEGIN:VTODO',
      'SUMMARY:Pay rent',
      'DUE;VALUE=DATE:20271201',
      'STATUS:COMPLETED',
      'COMPLETED:20260102T100000Z',
      'PRIORITY:9',
      'END:VTODO',
      'BEGIN:VTODO',
      'SUMMARY:Fly',
      'STATUS:CANCELLED',
      'END:VTODO',
      'BEGIN:VEVENT',
      'SUMMARY:Party',
      'END:VEVENT',
    ),
  );
  expect(told(reading)).toEqual([
    'Buy milk, and bread | urgent | 2027-12-24T16:00Z | weekly',
    'Pay rent | done | low | 2027-12-01T08:00Z',
  ]);
  expect(remarks(reading)).toEqual(['23 cancelled: Fly', '27 event: Party']);
  expect([reading.program, reading.leftOut, hasOwnDates(reading)]).toEqual([
    'Apple Reminders',
    ['DESCRIPTION'],
    true,
  ]);
});

test.each([
  [['DUE:20271224T170000Z', 'STATUS:NEEDS-ACTION'], 'A | 2027-12-24T17:00Z'],
  [['DTSTART;VALUE=DATE:20271224', 'STATUS:IN-PROCESS', 'PRIORITY:5'], 'A | 2027-12-24T08:00Z'],
  [['PERCENT-COMPLETE:100', 'PRIORITY:0'], 'A | done'],
])('of a calendar, “%s” is read', (lines, expected) => {
  const reading = readNamed('export', calendar('BEGIN:VTODO', 'SUMMARY:A', ...lines, 'END:VTODO'));
  expect(told(reading)).toEqual([expected]);
  expect([reading.program, ...remarks(reading)]).toEqual(['iCalendar']);
});

test.each([
  ['-//Nextcloud Tasks v0.15.0', 'Nextcloud Tasks v0.15.0'],
  ['-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN', 'Mozilla Calendar V1.1'],
  ['-//Ximian//NONSGML Evolution Calendar//EN', 'Evolution Calendar'],
])('a calendar says who wrote it: %s', (id, program) => {
  const text = calendar(`PRODID:${id}`, 'BEGIN:VTODO', 'SUMMARY:A', 'END:VTODO');
  expect(readNamed('a.ics', text).program).toBe(program);
});
