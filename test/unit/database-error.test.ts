import { expect, test } from '@jest/globals';
import {
  fromDatabase,
  isConnectionLost,
  isFull,
  isSerializationFailure,
  isTimeout,
  isUnanswered,
  sqlState,
  Unanswered,
} from '../../src/database/database-error.ts';
import { Conflict, NotFound, StorageUnavailable, UserError } from '../../src/errors.ts';

const postgres = (code: string, constraint?: string) => Object.assign(new Error('x'), { code, constraint });

test.each([
  ['23505', Conflict],
  ['23514', UserError],
  ['23503', NotFound],
])('SQLSTATE %s becomes an error with the constraint’s name as its key', (code, kind) => {
  const error = fromDatabase(postgres(code, 'some_rule'));
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ key: 'constraint.some_rule', cause: { code } });
});

test.each(['08006', '57P01', '57014', '53300', '40001', '25006', '55P03', '53100'])(
  'SQLSTATE %s means: not now',
  (code) => {
    expect(fromDatabase(postgres(code))).toBeInstanceOf(StorageUnavailable);
  },
);

test.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
])('“%s” means: not now', (message) => {
  expect(fromDatabase(new Error(message))).toBeInstanceOf(StorageUnavailable);
});

test('that nothing came by the deadline means: not now, and is a timeout', () => {
  const error = fromDatabase(new Unanswered(2_500));
  expect(error).toBeInstanceOf(StorageUnavailable);
  expect([isUnanswered(error), isTimeout(error), isConnectionLost(error)]).toEqual([true, true, false]);
});

test.each([
  Object.assign(
    new Error("ENOENT: no such file or directory, open '/timeout expired/ECONNREFUSED/aborted.sql'"),
    {
      code: 'ENOENT',
    },
  ),
  new Error('This operation was aborted'),
  new Error('not currently accepting connections'),
  new TypeError('the word ETIMEDOUT'),
])('words of a message or of a path say nothing of PostgreSQL: %s', (error) => {
  expect(fromDatabase(error)).toBe(error);
  expect([isConnectionLost(error), isTimeout(error), isFull(error)]).toEqual([false, false, false]);
});

test.each([
  postgres('53300'),
  Object.assign(new Error('no more connections allowed (max_client_conn)'), { code: '08P01' }),
])('a server, role or pooler that has no connection left is full, and neither lost nor late', (error) => {
  for (const one of [error, fromDatabase(error)])
    expect([isFull(one), isConnectionLost(one), isTimeout(one)]).toEqual([true, false, false]);
});

test('a mistake in our SQL stays what it is', () => {
  const error = postgres('42703');
  expect(fromDatabase(error)).toBe(error);
  expect(fromDatabase('text')).toBe('text');
});

test('a deadlock is known through what wraps it', () => {
  const wrapped = fromDatabase(postgres('40P01'));
  expect(isSerializationFailure(wrapped)).toBe(true);
  expect(sqlState(wrapped)).toBe('40P01');
  expect(isSerializationFailure(postgres('23505'))).toBe(false);
});

test('a broken pipe is no SQLSTATE, although it looks like one', () => {
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  expect(sqlState(broken)).toBeUndefined();
  expect(fromDatabase(broken)).toBeInstanceOf(StorageUnavailable);
});

test('a connection that is lost is known through what wraps it, and is no timeout', () => {
  for (const error of [
    postgres('57P01'),
    postgres('08006'),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  ]) {
    expect(isConnectionLost(error)).toBe(true);
    expect(isConnectionLost(fromDatabase(error))).toBe(true);
    expect(isTimeout(error)).toBe(false);
  }
  for (const error of [postgres('57014'), new Unanswered(1)]) {
    expect(isConnectionLost(error)).toBe(false);
    expect(isTimeout(error)).toBe(true);
  }
  for (const error of [postgres('23505'), postgres('40001'), postgres('55P03'), new Error('x'), 'text'])
    expect(isConnectionLost(error) || isTimeout(error)).toBe(false);
});
