import { expect, test } from '@jest/globals';
import { fromDatabase, isSerializationFailure, sqlState } from '../../src/database/database-error.ts';
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
