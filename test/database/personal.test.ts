import { beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { text } from 'node:stream/consumers';
import { REMINDERS } from '../../src/models/reminder/outbox.ts';
import { enqueueMissing } from '../../src/queues/outbox/enqueue-missing.ts';
import { erasePerson } from '../../src/models/personal/erase.ts';
import { exportPerson } from '../../src/models/personal/export.ts';
import { goes, holds } from '../../src/models/personal/found.ts';
import { previewErasure } from '../../src/models/personal/preview.ts';
import { TABLES } from '../../src/models/personal/tables.ts';
import { todoLists } from '../../src/models/todo-list/todo-list.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { withRequest } from '../../src/request.ts';
import { useDatabase } from '../support/database.ts';
import { catalogued } from '../support/held-columns.ts';
import { mark, putIn, type Mark } from '../support/marks.ts';
import { newCaller } from '../support/playlists.ts';
import { fillTables } from '../support/rows.ts';
import { MANY, newTodo } from '../support/todos.ts';

const database = useDatabase();
const ALICE = '200000000000000001';
const BOB = '200000000000000002';
/** An interaction from today: the purge leaves it. */
const INTERACTION = '1573678191858417664';

/** Where a person can be. */
const HOLDING = TABLES.filter((table) => holds(table) !== 'false');

/** The whole database as text, by table. */
async function dump(): Promise<Map<string, string>> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const dumped = new Map<string, string>();
  for (const table of new Set((await catalogued(database.knex)).map((column) => column.table)))
    dumped.set(table, await text(client.query(copyTo(`copy (select * from ${table}) to stdout`))));
  await client.end();
  return dumped;
}

let marks: Mark[];
let exported: string;

beforeAll(async () => {
  const { knex } = database;
  await fillTables(knex);
  await knex.raw(`insert into rate_limits (key, points, expire) values (?, 1, 0)`, [
    `playlist create:${ALICE}`,
  ]);
  // What somebody else was answered names her, too.
  await knex.raw(`insert into handled_interactions (id, user_id, result) values (2, ?, ?)`, [
    BOB,
    JSON.stringify({ createdBy: ALICE }),
  ]);
  await enqueueMissing(knex, REMINDERS, new Date('9999-12-31'));
  expect(await putIn(knex, HOLDING, ALICE)).toEqual([]);
  marks = await mark(knex, HOLDING, ALICE);
});

test('every table that can hold something about her does, in rows that go and, where some stay, in those', () => {
  for (const table of HOLDING) {
    const mine = marks.filter((one) => one.table === table);
    const hasText = mine.length > 0;
    if (hasText && table.about.without && goes(table) !== 'false')
      expect([table.table, new Set(mine.map(({ goes }) => goes)).size]).toEqual([table.table, 2]);
  }
  expect(new Set(marks.map(({ table }) => table.table))).toEqual(
    new Set([
      'notices',
      'reminders',
      'todos',
      'todo_lists',
      'tracks',
      'playlists',
      'guild_setting_changes',
      'handled_interactions',
      'users',
    ]),
  );
});

test('what is exported has all that she wrote, and her id', async () => {
  const files = new Map<string, Record<string, unknown>[]>();
  for await (const { name, columns, rows } of exportPerson(ALICE)) {
    const all: Record<string, unknown>[] = [];
    for await (const batch of rows) all.push(...batch);
    files.set(name, all);
    for (const row of all) expect(Object.keys(row)).toEqual(columns);
  }
  exported = JSON.stringify([...files]);
  const named = ({ table, column }: Mark) => `${table.table}.${column}`;
  const missing = marks.filter((one) => one.table.about.file && !exported.includes(one.mark));
  const ofOthers = marks.filter((one) => one.table.held[one.column]?.confided && !one.isTheirs);
  expect(missing.map(named)).toEqual(ofOthers.map(named));
  expect([...new Set(ofOthers.map(named))]).toEqual(['notices.failure', 'reminders.failure']);
  for (const table of HOLDING.filter(({ about }) => about.file))
    expect([table.about.file, files.get(table.about.file ?? '')?.length]).not.toEqual([table.about.file, 0]);
  expect(exported).toContain(ALICE);
});

test('what others wrote since on a list that is shared no more is not exported, but what she did there is', async () => {
  const [owner, editor] = [newCaller(), newCaller()];
  const { id: list } = await todoLists.create(owner, { name: 'Shared', scope: 'mine' }, MANY);
  await todoLists.share(owner, list, editor.userId, 'editor');
  const { id } = await newTodo(editor, 'Mine at first', { list });
  const { id: own } = await newTodo(editor, 'All mine');
  const texts = async () => {
    for await (const { name, rows } of exportPerson(editor.userId)) {
      const all: Record<string, unknown>[] = [];
      for await (const batch of rows) all.push(...batch);
      if (name === 'todos')
        return Object.fromEntries(all.map((row) => [row['id'], [row['text'], row['created_by']]]));
    }
    return {};
  };
  const by = editor.userId;
  await expect(texts()).resolves.toEqual({ [id]: ['Mine at first', by], [own]: ['All mine', by] });
  await todoLists.unshare(owner, list, editor.userId);
  await editTodo(owner, id, { text: 'The owner’s secret' }, new Date());
  await expect(texts()).resolves.toEqual({ [id]: [null, by], [own]: ['All mine', by] });
});

test('after that nothing in the whole database names her, but what says why', async () => {
  const preview = await previewErasure(ALICE);
  await expect(withRequest(INTERACTION, () => erasePerson(ALICE), ALICE)).resolves.toEqual(preview);
  await expect(previewErasure(ALICE)).resolves.toEqual({ erased: [], kept: [] });
  const dumped = await dump();
  expect(dumped.size).toBeGreaterThan(20);
  const named = [...dumped]
    .filter(([, rows]) => new RegExp(`\\b${ALICE}\\b`).test(rows))
    .map(([table]) => table);
  const saying = TABLES.filter(({ held }) => Object.values(held).some(({ kept }) => kept)).map(
    ({ table }) => table,
  );
  expect(named.sort()).toEqual(saying.sort());
  const whole = [...dumped.values()].join('\n');
  for (const one of marks)
    expect([one.table.table, one.column, one.mark, whole.includes(one.mark)]).toEqual([
      one.table.table,
      one.column,
      one.mark,
      !one.goes && one.table.about.without !== undefined && !one.table.held[one.column]?.clears,
    ]);
});
