import { expect, test } from '@jest/globals';
import { readNamed, remarks, told } from './told.ts';

const json = (value: unknown) => readNamed('a.json', JSON.stringify(value));

test('Google Tasks: lists within lists; a due date is a day', () => {
  const reading = json({
    kind: 'tasks#taskLists',
    items: [
      {
        kind: 'tasks#tasks',
        id: 'x',
        title: 'My Tasks',
        updated: '2024-01-01T00:00:00Z',
        items: [
          {
            id: '1',
            title: 'Buy milk',
            status: 'needsAction',
            due: '2027-12-24T00:00:00Z',
            kind: 'tasks#task',
          },
          {
            id: '2',
            title: 'Pay rent',
            status: 'completed',
            completed: '2024-01-02T00:00:00Z',
            kind: 'tasks#task',
          },
          { id: '3', title: 'Call', status: 'needsAction', notes: 'after five', kind: 'tasks#task' },
        ],
      },
      { kind: 'tasks#tasks', title: 'Empty', items: [] },
    ],
  });
  expect(told(reading)).toEqual(['Buy milk | 2027-12-24T08:00Z', 'Pay rent | done', 'Call']);
  expect(remarks(reading)).toEqual(['1 listName: My Tasks', '5 listName: Empty']);
  expect([reading.program, reading.leftOut, reading.counts]).toEqual(['Google Tasks', ['notes'], 'entries']);
});

test('Microsoft To Do: the due date is a day, steps are to-dos, rules repeat', () => {
  const day = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  const reading = json([
    {
      title: 'Buy milk',
      status: 'completed',
      importance: 'normal',
      dueDateTime: day('2027-12-24T00:00:00.0000000'),
    },
    {
      title: 'Pay rent',
      status: 'notStarted',
      importance: 'high',
      dueDateTime: day('2027-12-01T00:00:00.0000000'),
      recurrence: {
        pattern: { type: 'absoluteMonthly', interval: 1, dayOfMonth: 1 },
        range: { type: 'noEnd' },
      },
      checklistItems: [
        { displayName: 'Find the number', isChecked: true },
        { displayName: 'Send it', isChecked: false },
      ],
    },
    {
      title: 'Run',
      status: 'inProgress',
      importance: 'low',
      dueDateTime: { dateTime: '2027-12-01T00:00:00.0000000', timeZone: 'W. Europe Standard Time' },
      recurrence: { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday', 'friday'] } },
    },
  ]);
  expect(told(reading)).toEqual([
    'Buy milk | done | 2027-12-24T08:00Z',
    'Pay rent | high | 2027-12-01T08:00Z | monthly | on 1',
    'Find the number | done',
    'Send it',
    'Run | low | 2027-12-01T08:00Z',
  ]);
  expect(remarks(reading)).toEqual(['5 badRepeat: FREQ=WEEKLY;INTERVAL=1;BYDAY=mo,fr']);
  expect(reading.program).toBe('Microsoft To Do');
});

test('Trello: cards and what their checklists have; archived cards are told', () => {
  const reading = json({
    name: 'Home',
    lists: [{ id: 'l', name: 'Doing' }],
    labels: [{ name: 'red' }],
    cards: [
      {
        id: '1',
        name: 'Draft',
        due: '2027-12-24T17:00:00.000Z',
        dueComplete: false,
        closed: false,
        desc: 'Long',
      },
      { id: '2', name: 'Ship', due: null, dueComplete: true, closed: false },
      { id: '3', name: 'Old', due: null, dueComplete: false, closed: true },
    ],
    checklists: [
      {
        name: 'Steps',
        idCard: '1',
        checkItems: [
          { name: 'Read', state: 'complete' },
          { name: 'Write', state: 'incomplete' },
        ],
      },
    ],
  });
  expect(told(reading)).toEqual(['Draft | 2027-12-24T17:00Z', 'Ship | done', 'Read | done', 'Write']);
  expect(remarks(reading)).toEqual(['3 archived: Old', '4 listName: Steps']);
  expect([reading.program, reading.leftOut]).toEqual(['Trello', ['desc']]);
});

test('Things: projects, headings, to-dos and their checklists', () => {
  const reading = json([
    {
      type: 'project',
      attributes: {
        title: 'Trip',
        items: [
          { type: 'heading', attributes: { title: 'Before' } },
          {
            type: 'to-do',
            attributes: {
              title: 'Pack',
              deadline: '2027-12-24',
              'checklist-items': [
                { type: 'checklist-item', attributes: { title: 'Socks', completed: true } },
              ],
            },
          },
          { type: 'to-do', attributes: { title: 'Fly', canceled: true } },
        ],
      },
    },
  ]);
  expect(told(reading)).toEqual(['Pack | 2027-12-24T08:00Z', 'Socks | done']);
  expect(remarks(reading)).toEqual(['1 listName: Trip', '2 heading: Before', '5 cancelled: Fly']);
  expect(reading.program).toBe('Things');
});

test.each([
  [
    'Asana',
    {
      data: [
        {
          gid: '1201234567890123',
          resource_type: 'task',
          name: 'Draft',
          completed: false,
          due_on: '2027-12-24',
        },
      ],
    },
    ['Draft | 2027-12-24T08:00Z'],
  ],
  [
    'Todoist',
    [
      {
        id: '1',
        project_id: '2',
        content: 'Draft',
        priority: 4,
        is_completed: false,
        due: { date: '2027-12-24', string: 'every week', is_recurring: true },
      },
      { id: '2', project_id: '2', content: 'Ship', priority: 1, is_completed: true, due: null },
    ],
    ['Draft | urgent | 2027-12-24T08:00Z | weekly', 'Ship | done | low'],
  ],
  [
    'TickTick',
    [
      {
        id: '1',
        projectId: 'p',
        sortOrder: 1,
        title: 'Draft',
        priority: 5,
        status: 2,
        items: [{ title: 'Step', status: 1 }],
      },
    ],
    ['Draft | done | high', 'Step | done'],
  ],
])('%s’s own JSON is recognised and read', (program, value, expected) => {
  const reading = json(value);
  expect(told(reading)).toEqual(expected);
  expect(reading.program).toBe(program);
});

test('children are to-dos of their own, however deep; what is no to-do is told', () => {
  const reading = json({
    todos: [
      { title: 'A', subtasks: [{ title: 'B', children: [{ title: 'C' }] }] },
      7,
      null,
      { done: true },
      'D',
    ],
  });
  expect(told(reading)).toEqual(['A', 'B', 'C', 'D']);
  expect(remarks(reading)).toEqual(['4 badRow', '5 badRow', '6 noText']);
});

test('lists within each other without an end are given up, and told', () => {
  const deep = `${'{"items":['.repeat(50_000)}${']}'.repeat(50_000)}`;
  expect(remarks(readNamed('a.json', deep))).toEqual(['1 badRow']);
});
