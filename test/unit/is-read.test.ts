import { expect, test } from '@jest/globals';
import { isRead } from '../../src/database/is-read.ts';

test.each([
  'select * from playlists',
  '\n  select u.locale from users u',
  'with x as (select 1) select * from x',
  'select updated_at, "inserted" from t where n = $1',
])('%s may be asked again', (sql) => {
  expect(isRead(sql)).toBe(true);
});

test.each([
  'insert into t values (1)',
  'with gone as (delete from t returning *) select * from gone',
  'select * from t for update skip locked',
  'select * from t for share',
  'select * into copy from t',
  `select nextval('s')`,
  'select pg_try_advisory_lock($1)',
  `select pg_notify('settings', 'all')`,
  `select set_config('a', 'b', true)`,
  'BEGIN;',
  'COMMIT;',
  'explain select 1',
])('%s may not', (sql) => {
  expect(isRead(sql)).toBe(false);
});
