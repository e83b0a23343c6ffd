import { expect, test } from '@jest/globals';
import {
  fromDatabase,
  isConnectionLost,
  isSerializationFailure,
  isTimeout,
  sqlState,
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
  'timeout expired',
  'Query read timeout',
  'connect ECONNREFUSED 127.0.0.1:1',
  'Knex: Timeout acquiring a connection. The pool is probably full.',
])('“%s” means: not now', (message) => {
  expect(fromDatabase(new Error(message))).toBeInstanceOf(StorageUnavailable);
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
  for (const error of [postgres('57P01'), postgres('08006'), new Error('read ECONNRESET')]) {
    expect(isConnectionLost(error)).toBe(true);
    expect(isConnectionLost(fromDatabase(error))).toBe(true);
    expect(isTimeout(error)).toBe(false);
  }
  for (const error of [postgres('57014'), new Error('Query read timeout')]) {
    expect(isConnectionLost(error)).toBe(false);
    expect(isTimeout(error)).toBe(true);
  }
  for (const error of [postgres('23505'), postgres('40001'), postgres('55P03'), new Error('x'), 'text'])
    expect(isConnectionLost(error) || isTimeout(error)).toBe(false);
});
