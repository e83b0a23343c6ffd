import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { personalExport, smallExport, type Archive } from '../../../src/file-writing/personal-export.ts';
import type { Row, Table } from '../../../src/file-writing/table-files.ts';
import { LOCALES } from '../../../src/locales/locales.ts';
import { createTranslations } from '../../../src/locales/translate.ts';

const NOW = new Date('2026-11-27T22:00:00Z');
const MIB = 1024 * 1024;
const translations = createTranslations((text) => text);
const options = (locale = 'en-US') => ({
  t: translations.for(locale),
  locale,
  timeZone: 'Europe/Berlin',
  now: NOW,
  maxBytes: 10 * MIB,
});

/** Tables as a model reads them, a few rows at a time. */
async function* tablesOf(tables: Record<string, readonly Row[]>, batch = 100): AsyncGenerator<Table> {
  for (const [name, rows] of Object.entries(tables)) {
    async function* batches() {
      for (let from = 0; from < rows.length; from += batch)
        yield await Promise.resolve(rows.slice(from, from + batch));
    }
    yield await Promise.resolve({ name, columns: Object.keys(rows[0] ?? {}), rows: batches() });
  }
}

function contentsOf({ data }: Archive): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(data)).map(([name, bytes]) => [
      name,
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    ]),
  );
}

const parsed = (text: string | undefined) => JSON.parse(text ?? '') as Row[];

test('a table becomes JSON, and what people open in a spreadsheet CSV as well', async () => {
  const tables = {
    todos: [
      { id: 'a', text: '=1+1', due_at: NOW, done: false, note: null },
      { id: 'b', text: 'two\nlines; "quoted"', due_at: null, done: true, note: '“Grüße” 🎵' },
    ],
    preferences: [{ id: '1', locale: 'de' }],
    notices: [],
  };
  const archive = await smallExport(tablesOf(tables), { ...options(), withinMs: 60_000 });
  if (!archive) throw new Error('it is small');
  expect(archive.name).toBe('ostinato-data-2026-11-27.zip');
  const {
    'todos.json': todos,
    'todos.csv': csv,
    'preferences.json': preferences,
    ...rest
  } = contentsOf(archive);
  expect(Object.keys(rest)).toEqual(['README.html']);
  expect(parsed(todos)).toEqual(JSON.parse(JSON.stringify(tables.todos)));
  expect(parsed(preferences)).toEqual(tables.preferences);
  expect(csv?.split('\r\n')).toEqual([
    '\uFEFFid,text,due_at,done,note',
    "a,'=1+1,2026-11-27T22:00:00.000Z,false,",
    'b,"two\nlines; ""quoted""",,true,“Grüße” 🎵',
    '',
  ]);
});

describe('the page', () => {
  test.each(Object.keys(LOCALES))(
    'says in %s what each file is and how many entries it has',
    async (locale) => {
      const tracks = Array.from({ length: 1_234 }, (_, nth) => ({ title: `Track ${nth}` }));
      const archive = await smallExport(tablesOf({ tracks }), { ...options(locale), withinMs: 60_000 });
      const page = archive && contentsOf(archive)['README.html'];
      expect(page).toContain(`<html lang="${locale}">`);
      expect(page).toContain('<a href="tracks.json">');
      expect(page).toContain('<a href="tracks.csv">');
      expect(page).toContain(new Intl.NumberFormat(locale).format(1_234));
      // 22:00 UTC is 23:00 in Berlin.
      expect(page).toMatch(/23[:.h]00|11:00/);
      expect(page).not.toMatch(/data\.(tables|readMe)\.|undefined|\{\{/);
    },
  );

  test('says that there is nothing where there is nothing', async () => {
    const archive = await smallExport(tablesOf({}), { ...options(), withinMs: 60_000 });
    const contents = archive && contentsOf(archive);
    expect(Object.keys(contents ?? {})).toEqual(['README.html']);
    expect(contents?.['README.html']).toContain('Ostinato holds nothing about you');
  });
});

describe('what does not fit into one file', () => {
  const LIMIT = 6 * MIB;
  // Nothing that compresses.
  const noise = () => randomBytes(300_000).toString('base64');
  const tracks = Array.from({ length: 30 }, (_, nth) => ({ nth, title: noise() }));

  test('is split into archives that each keep the limit and say what is in them', async () => {
    const archives: Archive[] = [];
    for await (const archive of personalExport(tablesOf({ tracks, todos: [{ text: 'last' }] }, 3), {
      ...options(),
      maxBytes: LIMIT,
    }))
      archives.push(archive);
    expect(archives.length).toBeGreaterThan(1);
    const names = new Set<string>();
    const found: Row[] = [];
    for (const archive of archives) {
      expect(archive.data.length).toBeLessThan(LIMIT);
      const contents = contentsOf(archive);
      for (const [name, text] of Object.entries(contents)) {
        if (name === 'README.html') continue;
        expect(names.has(name)).toBe(false);
        names.add(name);
        expect(contents['README.html']).toContain(`href="${name}"`);
        if (/^tracks.*json$/.test(name)) found.push(...parsed(text));
      }
    }
    expect(found.map(({ nth }) => nth)).toEqual(tracks.map(({ nth }) => nth));
    expect(found.at(-1)).toEqual(tracks.at(-1));
    expect(archives.map(({ name }) => name)).toEqual(
      archives.map((_, nth) => `ostinato-data-2026-11-27${nth === 0 ? '' : `-${nth + 1}`}.zip`),
    );
    expect(names).toContain('todos.csv');
  });

  test('is no small export', async () => {
    expect(
      await smallExport(tablesOf({ tracks }, 3), { ...options(), maxBytes: LIMIT, withinMs: 60_000 }),
    ).toBeNull();
  });

  test('is refused where even one file would not fit', async () => {
    const made = smallExport(tablesOf({ tracks }, 3), { ...options(), maxBytes: MIB, withinMs: 60_000 });
    await expect(made).rejects.toThrow(RangeError);
  });
});

test('what takes too long is no small export', async () => {
  async function* endless(): AsyncGenerator<Table> {
    async function* rows() {
      for (let id = 0; ; id += 1)
        yield await new Promise<Row[]>((resolve) => setImmediate(resolve, [{ id }]));
    }
    yield await Promise.resolve({ name: 'users', columns: ['id'], rows: rows() });
  }
  expect(await smallExport(endless(), { ...options(), withinMs: 20 })).toBeNull();
});

test('a fault of the database is no reason to call an export large', async () => {
  async function* failing(): AsyncGenerator<Table> {
    yield await Promise.reject<Table>(new Error('away'));
  }
  await expect(smallExport(failing(), { ...options(), withinMs: 60_000 })).rejects.toThrow('away');
});
