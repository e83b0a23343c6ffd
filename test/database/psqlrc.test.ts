import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { sqlState } from '../../src/database/database-error.ts';
import { PROJECT } from '../../src/project.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const UNDEFINED_TABLE = '42P01';

const settings = await readFile(path.join(PROJECT.root, '.psqlrc'), 'utf8');
const variables = [...settings.matchAll(/^\\set ([a-z]+) '(.*)'$/gm)].map(([, name = '', text = '']) => ({
  name,
  text: text.replaceAll(String.raw`\'`, `'`),
}));
const queries = variables.filter(({ name }) => name !== 'help');

test.each(queries)('the query :$name of the shell is one that PostgreSQL answers', async ({ name, text }) => {
  const answer = await database.knex.raw<{ fields: unknown[] }>(text).then(
    ({ fields }) => fields.length > 1,
    (error: unknown) => sqlState(error),
  );
  // Of an extension that a server of one's own may have.
  expect(answer).toBe(name === 'slow' ? UNDEFINED_TABLE : true);
});

test(':help names each of them', () => {
  expect(queries.length).toBeGreaterThan(5);
  const help = variables.find(({ name }) => name === 'help')?.text;
  for (const { name } of queries) expect(help).toContain(`:${name}`);
});
