import { expect, test } from '@jest/globals';
import { TABLES } from '../../src/models/personal/tables.ts';
import { goes } from '../../src/models/personal/found.ts';
import { useDatabase } from '../support/database.ts';
import { catalogued, type Catalogued } from '../support/held-columns.ts';

const database = useDatabase();

const declared = () => TABLES.flatMap(({ table, names }) => names.map((name) => `${table}.${name}`));
const told = (columns: readonly Catalogued[]) => columns.map(({ table, name }) => `${table}.${name}`);
const heldIn = ({ table, name }: Catalogued) => TABLES.find((one) => one.table === table)?.held[name]?.is;

/** Of pg-boss's tables only what may have a text in it. */
const isToDeclare = ({ table, isText }: Catalogued) => !table.startsWith('pgboss.') || isText;

const undeclared = (columns: readonly Catalogued[]) => {
  const known = new Set(declared());
  return told(columns.filter(isToDeclare)).filter((column) => !known.has(column));
};

test('every column is declared, once, and what is declared is there', async () => {
  const columns = await catalogued(database.knex);
  expect(undeclared(columns)).toEqual([]);
  const there = new Set(told(columns));
  expect(declared().filter((column) => !there.has(column))).toEqual([]);
  expect(new Set(TABLES.map(({ table }) => table)).size).toBe(TABLES.length);
});

test('a column and a table that nobody declared are named', async () => {
  const trx = await database.knex.transaction();
  await trx.raw('alter table todos add column feeling text');
  await trx.raw('create table moods (user_id bigint references users)');
  expect(undeclared(await catalogued(trx))).toEqual(['moods.user_id', 'todos.feeling']);
  await trx.rollback();
});

test('whoever refers to a person says so, and the database does the same with the row when the person goes', async () => {
  const columns = await catalogued(database.knex);
  const referring = columns.filter(({ refersTo }) => refersTo === 'users');
  const wrong = referring.filter((column) => {
    const is = heldIn(column);
    return !(column.onDelete === 'c' ? is === 'theirs' : is === 'named' || is === 'owner');
  });
  expect(told(wrong)).toEqual([]);
  const people = columns.filter((column) => ['theirs', 'owner', 'named'].includes(heldIn(column) ?? ''));
  expect(told(people.filter((column) => !referring.includes(column)))).toEqual([
    // No key: what a command was answered may be kept when nobody is known.
    'handled_interactions.user_id',
    'users.id',
  ]);
  const nameless = columns.filter(
    (column) =>
      column.type.startsWith('bigint') &&
      /user|person|people|owner|member|author|actor|assignee|_by$/.test(column.name) &&
      !people.includes(column),
  );
  expect(told(nameless)).toEqual([]);
});

test('what goes with a list or a playlist says that it is on it', async () => {
  const columns = await catalogued(database.knex);
  const taken = columns.filter(({ refersTo, onDelete }) => {
    const parent = TABLES.find(({ table }) => table === refersTo);
    return onDelete === 'c' && parent && refersTo !== 'users' && goes(parent) !== 'false';
  });
  const said = taken.filter(({ table, name, refersTo }) => {
    const on = TABLES.find((one) => one.table === table)?.about.on;
    return on?.[0] !== name || on[1] !== refersTo;
  });
  expect(told(said)).toEqual([]);
});

test('a table that can hold something about a person is exported or says why not, and why its rows stay', () => {
  for (const { table, about, which } of TABLES.map((one) => ({ ...one, which: one.which.bind(one) }))) {
    expect([table, about.file ?? about.unexported]).toEqual([table, expect.any(String)]);
    const stays = which('owner', 'named').length > 0;
    expect([table, about.without !== undefined]).toEqual([table, stays]);
  }
});
