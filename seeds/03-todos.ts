import type { Knex } from 'knex';

const user = (n: number) => `20000000000000000${n}`;
const guild = (n: number) => `30000000000000000${n}`;
/** Fixed ids in the form of UUIDv7. */
const listId = (n: number) => `01930000-0000-7000-8100-0000000000${String(n).padStart(2, '0')}`;
const todoId = (list: number, n: number) =>
  `01930000-0000-7000-81${String(list).padStart(2, '0')}-0000000000${String(n).padStart(2, '0')}`;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Entry {
  text: string;
  by: number;
  /** Milliseconds from when it is seeded. */
  due?: number;
  zone?: string;
  /** 0 low to 3 urgent. */
  priority?: number;
  repeat?: 'daily' | 'weekly';
  assignee?: number;
  doneBy?: number;
}

const LISTS = [
  { id: listId(1), owner_id: user(1) },
  { id: listId(2), owner_id: user(1), name: 'Holidays' },
  { id: listId(3), owner_id: user(1), guild_id: guild(1), name: 'Listening party' },
  { id: listId(4), owner_id: user(4) },
];
const MEMBERS = [{ list_id: listId(2), user_id: user(2), role: 'editor', granted_by: user(1) }];

const ENTRIES: Readonly<Record<number, readonly Entry[]>> = {
  1: [
    { text: 'Water the plants', by: 1, due: 5 * MINUTE, repeat: 'weekly' },
    { text: 'Return the borrowed records', by: 1, due: -2 * DAY, priority: 2 },
    { text: 'Tune the piano before the recital; ask for the man who came last year', by: 1, due: 9 * DAY },
    { text: 'Learn the left hand of the Passacaglia', by: 1, priority: 0 },
    { text: 'Buy strings', by: 1, doneBy: 1 },
  ],
  2: [
    { text: 'Book the train', by: 1, due: 3 * DAY, priority: 3 },
    { text: 'Pack headphones', by: 2 },
  ],
  3: [
    { text: 'Choose the first ten tracks', by: 1, due: DAY, assignee: 2, priority: 2 },
    { text: 'Announce the evening', by: 1, due: 2 * DAY },
    { text: 'Ask who brings a turntable', by: 3 },
    { text: 'Find a date', by: 1, assignee: 3, doneBy: 3 },
  ],
  4: [{ text: 'Noten kopieren', by: 4, due: DAY, zone: 'Europe/Berlin', priority: 2 }],
};

/** To-dos of every kind, and one reminder that comes a few minutes later. */
export async function seed(knex: Knex): Promise<void> {
  const now = Date.now();
  await knex.transaction(async (trx) => {
    const lists = LISTS.map((list, i) => ({ ...list, next_number: (ENTRIES[i + 1]?.length ?? 0) + 1 }));
    const made: { id: string }[] = await trx('todo_lists')
      .insert(lists)
      .onConflict()
      .ignore()
      .returning('id');
    // Only new lists are filled: what somebody did to the others since is theirs.
    const isNew = (id: string) => made.some((list) => list.id === id);
    const todos = Object.entries(ENTRIES)
      .filter(([list]) => isNew(listId(Number(list))))
      .flatMap(([list, entries]) => entries.map((entry, i) => rowOf(Number(list), i + 1, entry, now)));
    if (todos.length > 0) await trx('todos').insert(todos);
    const members = MEMBERS.filter(({ list_id }) => isNew(list_id));
    if (members.length > 0) await trx('todo_list_members').insert(members);
    const reminders = todos
      .filter((todo) => todo.due_at && todo.due_at.getTime() > now)
      .map(({ id, due_at, assignee_id, created_by }) => ({
        id,
        todo_id: id,
        user_id: assignee_id ?? created_by,
        due_at,
        remind_at: due_at,
      }));
    if (reminders.length > 0) await trx('reminders').insert(reminders);
  });
}

function rowOf(list: number, number: number, entry: Entry, now: number) {
  const { text, by, due, zone = 'America/New_York', priority = 1, repeat, assignee, doneBy } = entry;
  const dueAt = due === undefined ? null : new Date(now + due);
  return {
    id: todoId(list, number),
    list_id: listId(list),
    number,
    text,
    priority,
    due_at: dueAt,
    due_zone: dueAt && zone,
    repeat: repeat ?? null,
    repeat_time: dueAt && repeat ? wallTime(dueAt, zone) : null,
    assignee_id: assignee === undefined ? null : user(assignee),
    created_by: user(by),
    done_at: doneBy === undefined ? null : new Date(now - DAY),
    done_by: doneBy === undefined ? null : user(doneBy),
  };
}

const wallTime = (date: Date, timeZone: string) =>
  date.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
