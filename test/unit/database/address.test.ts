import { expect, test } from '@jest/globals';
import { placeOf, readAddress, writeAddress } from '../../../src/database/address.ts';
import { readConfig } from '../../../src/config.ts';
import { tlsWays } from '../../../src/database/tls.ts';

const HERE = [{ host: '127.0.0.1', port: 5432 }];

/** What the configuration says of an address; null when it takes it. */
function complaint(address: string): string | null {
  try {
    readConfig({ DATABASE_URL: address });
    return null;
  } catch (error) {
    const [, line = ''] = String(error).split('\n');
    return line.replace('  - DATABASE_URL ', '');
  }
}

test.each([
  ['postgres://app:p@127.0.0.1:5432/d', { hosts: HERE, user: 'app', password: 'p', database: 'd' }],
  ['postgres://app:pa#ss@127.0.0.1:5432/d', { password: 'pa#ss', database: 'd' }],
  ['postgres://app:p%40%2F%3a@127.0.0.1/d%20e', { password: 'p@/:', database: 'd e' }],
  ['postgres://app:p?q:r@h/d', { password: 'p?q:r', hosts: [{ host: 'h', port: 5432 }] }],
  [
    'postgresql://app:x@127.0.0.1:5432,127.0.0.1:5433/d?target_session_attrs=read-write',
    { hosts: [...HERE, { host: '127.0.0.1', port: 5433 }], database: 'd' },
  ],
  ['postgresql://app:x@127.0.0.1,localhost:5432/d', { hosts: [...HERE, { host: 'localhost', port: 5432 }] }],
  [
    'postgresql://app:x@/d?host=/var/run/postgresql',
    { hosts: [{ host: '/var/run/postgresql', port: 5432 }] },
  ],
  ['postgresql://%2Fvar%2Frun:5433/d', { hosts: [{ host: '/var/run', port: 5433 }], database: 'd' }],
  ['postgresql://[::1]:5433', { hosts: [{ host: '::1', port: 5433 }], database: undefined, user: undefined }],
  [
    'postgres:///d?user=app&password=a%26b&port=6',
    { hosts: [{ host: 'localhost', port: 6 }], password: 'a&b' },
  ],
  [
    "host=db.example port=6 user=app password='a b\\'c\\\\' dbname = d",
    { hosts: [{ host: 'db.example', port: 6 }], user: 'app', password: "a b'c\\", database: 'd' },
  ],
])('%s is read as libpq reads it', (text, expected) => {
  const address = readAddress(text);
  expect(address).toMatchObject(expected);
  // Written again, it is the same, and a WHATWG URL where there is one host.
  expect(readAddress(writeAddress(address))).toEqual(address);
  expect(readAddress(writeAddress(address, 'other'))).toEqual({ ...address, database: 'other' });
});

test.each([
  ['postgres://us%er:p@127.0.0.1:5432/d', 'has “%er” in its user name, which is no character’s code'],
  ['postgres://app:p@127.0.0.1:5432/d%', 'has “%” in its database name, which is no character’s code'],
  ['postgres://app:se%cret@127.0.0.1/d', 'has “%” in its password, which is no character’s code; write %25'],
  ['postgres://app:p%00@h/d', 'has codes in its password that are no text'],
  ['postgres://app:p%ff@h/d', 'has codes in its password that are no text'],
  ['postgres://app:p@h:port/d', 'has “port” as its port; write a number from 1 to 65535'],
  ['postgres://app:p@h:70000/d', 'has “70000” as its port'],
  ['postgres://h1:1,h2:2/d?port=1,2,3', 'has 3 ports for 2 hosts'],
  ['postgres://h/d?schema=public', 'has the setting “schema”, which is not known; take it out'],
  ['postgres://h/d?sslmode', 'has “sslmode” behind the question mark, where name=value is expected'],
  ['postgres://h/d?sslmode=yes', 'has “yes” as sslmode; write one of: disable, allow, prefer, require'],
  ['postgres://h/d?client_encoding=LATIN1', 'has “LATIN1” as client_encoding; write one of: auto, UTF8'],
  ['postgres://h/d?sslmode=require&sslrootcert=system', 'has sslmode=require with sslrootcert=system'],
  [
    'postgres://app:p@127.0.0.1:5432/d?sslmode=verify-full&sslrootcert=/etc/ssl/CERTS/missing.pem',
    'names the file /etc/ssl/CERTS/missing.pem as sslrootcert, which cannot be read (ENOENT)',
  ],
  ['mysql://x', 'is not such an address; write it like postgres://user:password@host:5432/database'],
  ['host=h dbname', 'has “dbname”, where name=value is expected'],
])('%s is refused with the part that is wrong', (text, sentence) => {
  const said = complaint(text);
  expect(said).toContain(sentence.replaceAll('’', "'"));
  expect(said).not.toContain('cret');
});

test.each([
  ['', [false]],
  ['?ssl=false', [false]],
  ['?ssl=true', [{ rejectUnauthorized: false }]],
  ['?sslmode=require&channel_binding=require', [{ rejectUnauthorized: false }]],
  ['?sslmode=prefer', [{ rejectUnauthorized: false }, false]],
  ['?sslmode=verify-full&sslrootcert=system', [{}]],
  ['?sslrootcert=system', [{}]],
  ['?sslmode=verify-ca', [{ checkServerIdentity: expect.any(Function) }]],
])('postgres://127.0.0.1/d%s asks for TLS as in libpq', (query, expected) => {
  expect(tlsWays(readAddress(`postgres://127.0.0.1/d${query}`))).toEqual(expected);
  expect(complaint(`postgres://127.0.0.1/d${query}`)).toBeNull();
});

test('a place is told to people without names and passwords', () => {
  const address = readAddress('postgres://app:secret@h1,[::1]:5433/d');
  expect(placeOf(address)).toBe('h1:5432, [::1]:5433');
});
