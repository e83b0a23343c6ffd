import { expect, test } from '@jest/globals';
import { hasOwnDates, readNamed, remarks, told } from './told.ts';

test('the statuses of Obsidian are read, and a cancelled item is left out with a word', () => {
  const reading = readNamed(
    'tasks.md',
    `# To do
- [ ] Buy milk 📅 2027-12-24
- [/] Paint the fence
- [-] Cancelled thing
- [>] Moved thing
- [!] Important thing
- [x] Done thing ✅ 2024-07-31
- [ ] Pay rent 🔁 every month 📅 2027-12-01 ⏫
`,
  );
  expect(told(reading)).toEqual([
    'Buy milk | 2027-12-24T08:00Z',
    'Paint the fence',
    'Moved thing',
    'Important thing | high',
    'Done thing | done',
    'Pay rent | high | 2027-12-01T08:00Z | monthly | on 1',
  ]);
  expect(remarks(reading)).toEqual(['1 heading: To do', '4 cancelled: Cancelled thing']);
  expect([reading.program, hasOwnDates(reading)]).toEqual(['Obsidian', true]);
});

test.each([
  ['- [ ] Water 🔼 ➕ 2026-01-01 🔁 every week 🗓️ 2027-01-02', ['Water | 2027-01-02T08:00Z | weekly']],
  ['- [ ] Call 🛫 2027-01-01 📅 2027-01-02 🔽', ['Call | low | 2027-01-02T08:00Z']],
  ['- [ ] Party 📅 next year', ['Party 📅 next year']],
  ['- [ ] ⏫ is an arrow', ['⏫ is an arrow']],
  ['- [ ] Never 📅 2027-02-30', ['Never']],
])('the signs in “%s” are details only where nothing else is behind them', (line, expected) => {
  expect(told(readNamed('a.md', line))).toEqual(expected);
});

test('boxes of Unicode, with and without bullets, are boxes', () => {
  const reading = readNamed(
    'list.txt',
    '☐ Buy milk\n☑ Pay rent\n✅ Done too\n• Call\n- ✔️ Ticked\n⬜ Open\n☒ Filled\n',
  );
  expect(told(reading)).toEqual([
    'Buy milk',
    'Pay rent | done',
    'Done too | done',
    'Call',
    'Ticked | done',
    'Open',
    'Filled | done',
  ]);
  expect(remarks(reading)).toEqual([]);
});

test('a cross is what will not be done beside open boxes, and what is not done yet beside ticks alone', () => {
  const beside = readNamed('a.txt', '☐ Open\n✅ Over\n❌ Dropped\n');
  expect(told(beside)).toEqual(['Open', 'Over | done']);
  expect(remarks(beside)).toEqual(['3 cancelled: Dropped']);
  expect(told(readNamed('a.txt', '✅ Over\n❌ Not yet\n'))).toEqual(['Over | done', 'Not yet']);
});

test('boxes without a blank, without anything in them, and without a bullet are boxes', () => {
  const reading = readNamed(
    'a.md',
    '- [ ]Buy milk\n- [] Pay rent\n- [X] Done\n-[ ] Call\n* [ ] Star\n[x] Bare\n+ [✓] Plus\n',
  );
  expect(told(reading)).toEqual([
    'Buy milk',
    'Pay rent',
    'Done | done',
    'Call',
    'Star',
    'Bare | done',
    'Plus | done',
  ]);
  expect(remarks(reading)).toEqual([]);
});

test.each([
  ['- [a link](https://example.org)', ['[a link](https://example.org)']],
  ['- [x](https://example.org)', ['[x](https://example.org)']],
  ['- [[A page]]', ['[[A page]]']],
  ['1) First\n2) Second', ['First', 'Second']],
  ['– En dash\n— Em dash\n+ Plus\n• Dot', ['En dash', 'Em dash', 'Plus', 'Dot']],
  ['> - [ ] Quoted\n> - [x] Too', ['Quoted', 'Too | done']],
  ['* [~] Not applicable\n* [ ] Still', ['Still']],
])('“%s” is read', (text, expected) => {
  expect(told(readNamed('a.md', text))).toEqual(expected);
});

test('what lies within an item is a to-do of its own, with a box or without', () => {
  const reading = readNamed(
    'Trip 0123456789abcdef0123456789abcdef.md',
    `# Trip

- [ ] Pack
    - [x] Socks
    - Shoes
        1. Brown ones
      which are old
- [ ] Leave
  at seven
`,
  );
  expect(told(reading)).toEqual(['Pack', 'Socks | done', 'Shoes', 'Brown ones', 'Leave\nat seven']);
  expect(remarks(reading)).toEqual(['1 heading: Trip', '7 prose: which are old']);
  expect(reading.program).toBe('Notion');
});

test('a file without any item is one to-do a line; headings and rules are told', () => {
  const reading = readNamed(
    'list.txt',
    '# Home\nBuy milk\n\nCall the plumber\r\n---\n*Bold* thing\n1.5 litres of paint',
  );
  expect(told(reading)).toEqual(['Buy milk', 'Call the plumber', '*Bold* thing', '1.5 litres of paint']);
  expect(remarks(reading)).toEqual(['1 heading: Home', '5 prose: ---']);
});

test('words around the items are told, with their lines', () => {
  const reading = readNamed('a.md', 'Shopping:\n\n* Milk\n\nSee you\n* Bread\n');
  expect(told(reading)).toEqual(['Milk', 'Bread']);
  expect(remarks(reading)).toEqual(['1 prose: Shopping:', '5 prose: See you']);
});

test('todo.txt is read: priorities, due dates, repetitions; the dates of its own are taken off the text', () => {
  const reading = readNamed(
    'todo.txt',
    `(A) 2026-05-09 Call the plumber +House @phone due:2027-12-24
Vanilla todo
x 2026-05-11 2026-05-09 Done thing +House
2026-05-09 Not prioritised
(D) Later rec:+1w due:2027-01-01
x Simple pri:B
(B) See https://example.org/a:b note:keep due:soon
`,
  );
  expect(told(reading)).toEqual([
    'Call the plumber +House @phone | urgent | 2027-12-24T08:00Z',
    'Vanilla todo',
    'Done thing +House | done',
    'Not prioritised',
    'Later | low | 2027-01-01T08:00Z | weekly',
    'Simple | done | high',
    'See https://example.org/a:b note:keep | high',
  ]);
  expect(remarks(reading)).toEqual(['7 badDue: soon']);
  expect([reading.program, hasOwnDates(reading)]).toEqual(['todo.txt', true]);
});

test.each([
  ['tasks', '(B) Write\n'],
  ['done.txt', 'x 2026-05-11 Sent it\n'],
  ['simple.txt', 'Pay due:2027-01-01\nRest\n'],
])('%s is todo.txt by what is in it', (name, text) => {
  expect(readNamed(name, text).program).toBe('todo.txt');
});

test('a list in which colons or brackets stand is not todo.txt', () => {
  expect(readNamed('a.txt', 'Note: milk\n(and bread)\nhttp://example.org\n').program).toBeUndefined();
});
