import { expect, test } from '@jest/globals';
import { readDue } from '../../src/domain/time/due/due.ts';
import { LOCALES } from '../../src/locales/locales.ts';

const QUOTED = /[“„«「]\s?([^”“»」]+?)\s?[”“»」]/g;

test.each(Object.entries(LOCALES))(
  'every date that %s gives as an example can be read',
  (locale, strings) => {
    const { unreadable, notYet } = strings.todo.due;
    const quoted = [...`${unreadable} ${notYet}`.matchAll(QUOTED)].map(([, text = '']) => text);
    const examples = [strings.examples.due, ...quoted.filter((text) => !text.includes('{{'))];
    expect(examples.length).toBeGreaterThan(4);
    const options = { now: new Date('2026-11-18T13:00:00Z'), timeZone: 'Europe/Berlin', locale };
    expect(examples.filter((text) => readDue(text, options).kind !== 'due')).toEqual([]);
  },
);
