import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readCustomId, writeCustomId } from '../../../src/discord/declare/custom-id.ts';

const userId = fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String);
const value = fc.oneof(
  fc.uuid(),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'grapheme', maxLength: 2 }),
  fc.nat().map(String),
);

test('whatever state is written is read back', () => {
  fc.assert(
    fc.property(userId, fc.array(value, { maxLength: 2 }), (userId, values) => {
      const id = { version: 12, component: 'a.b', userId, values: values.map((text) => text.toWellFormed()) };
      expect(readCustomId(writeCustomId(id))).toEqual(id);
    }),
  );
});

test('two ids, a person and a page fit into Discord’s hundred characters', () => {
  const values = ['018f0000-0000-7000-8000-000000000000', '018f0000-0000-7000-8000-000000000001', '1000'];
  const text = writeCustomId({
    version: 99,
    component: 'playlist.something',
    userId: '12345678901234567890',
    values,
  });
  expect(text.length).toBeLessThanOrEqual(100);
});

test('what would not fit is a fault of ours at once, not Discord’s later', () => {
  expect(() => writeCustomId({ version: 1, component: 'x', userId: '1', values: ['y'.repeat(100)] })).toThrow(
    RangeError,
  );
});

test('whatever somebody makes up is refused without an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `1:a:1:${text}`),
      ),
      (text) => {
        const id = readCustomId(text);
        if (id) expect(id.userId).toMatch(/^\d+$/);
      },
    ),
  );
});
