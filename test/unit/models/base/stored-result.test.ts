import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Playlist } from '../../../../src/models/playlist/playlist.ts';
import { readResult, RESULT_MAX_BYTES, writeResult } from '../../../../src/models/base/stored-result.ts';
import { Track } from '../../../../src/models/track/track.ts';
import { BaseModel } from '../../../../src/models/base/base-model.ts';

const again = (value: unknown) => {
  const text = writeResult(value);
  if (text === null) throw new Error('too large');
  const read = readResult(JSON.parse(text));
  return read && 'value' in read ? read.value : undefined;
};

// As a transaction may return it: also what JSON cannot hold, and keys that look like ours.
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u0000', '\ud800', '$'),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, undefined, true, false, -0, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 70n, -1n),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'of', 'table')), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    fc
      .tuple(fc.constantFrom(Playlist, Track), tie('value'))
      .map(([model, field]) =>
        Object.assign(new model(), { name: field, role: 'owner', deletedAt: undefined }),
      ),
  ),
}));

test('whatever a transaction may return comes back as it was', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(again(one)).toStrictEqual(one);
    }),
    { numRuns: 1_000 },
  );
});

test('a date that is none comes back as none', () => {
  expect(Number(again(new Date(Number.NaN)))).toBeNaN();
});

test('a model comes back as one, and an array with its holes filled', () => {
  const playlist = Playlist.fromDatabaseJson({ id: 'x', track_count: 3, created_at: new Date(0) });
  const back = again({ playlist }) as { playlist: Playlist };
  expect(back.playlist).toBeInstanceOf(Playlist);
  expect(back.playlist).toStrictEqual(playlist);
  expect(back.playlist.$toDatabaseJson()).toEqual(playlist.$toDatabaseJson());
});

test.each([
  ['a function', () => 1, 'a function'],
  ['a symbol', Symbol('x'), 'a symbol'],
  ['a map', new Map(), 'an instance of Map'],
  ['bytes', new Uint8Array(1), 'an instance of Uint8Array'],
  ['an error, deep inside', { a: [new RangeError('x')] }, 'an instance of RangeError'],
])('%s is refused by name', (_, one, name) => {
  expect(() => writeResult(one)).toThrow(`a transaction cannot return ${name}`);
});

test('a model that is not registered is refused', () => {
  class Stranger extends BaseModel {
    static override tableName = 'strangers';
  }
  expect(() => writeResult(new Stranger())).toThrow('the model of strangers is not registered');
});

test('what is too large, of another version, or nothing at all is not read', () => {
  expect(writeResult('ä'.repeat(RESULT_MAX_BYTES / 2))).toBeNull();
  expect(writeResult('a'.repeat(RESULT_MAX_BYTES - 100))).not.toBeNull();
  expect(readResult({ version: '0.0.0', value: 1 })).toBeNull();
  expect(readResult(null)).toBeNull();
  expect(readResult(undefined)).toBeNull();
});
