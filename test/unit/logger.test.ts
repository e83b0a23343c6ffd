import { expect, test } from '@jest/globals';
import { createLogger } from '../../src/logger.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

test('a token or a password in an object is not logged', () => {
  const line = logged((log) =>
    log.info({ token: 's3cret', config: { DATABASE_URL: 's3cret', deep: { password: 's3cret' } } }, 'x'),
  );
  expect(line).not.toContain('s3cret');
  expect(line).toContain('***');
});

test('a connection string in an error is logged without its password, and so is its cause', () => {
  const cause = new Error('postgres://me:s3cret@host/db was refused');
  const line = logged((log) => log.error({ err: new Error('outer', { cause }) }, 'x'));
  expect(line).toContain('postgres://me:***@host/db');
  expect(line).not.toContain('s3cret');
});

test('what PostgreSQL quotes of a value is not logged, names of columns are', () => {
  const message = (text: string) => logged((log) => log.error({ err: new Error(text) }, 'x'));
  expect(message('select 1 - invalid input syntax for type bigint: "my diary"')).not.toContain('diary');
  expect(message('time zone "my diary" not recognized')).not.toContain('diary');
  expect(message('column "name" of relation "playlists" does not exist')).toContain(
    'relation \\"playlists\\"',
  );
});
