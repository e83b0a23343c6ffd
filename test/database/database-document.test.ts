import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { withDiagram } from '../../docs/database-document.ts';
import { schemaDiagram } from '../../docs/schema-diagram.ts';
import { PROJECT } from '../../src/project.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('docs/database.md draws the schema as it is; node docs/write-schema.ts draws it anew', async () => {
  const written = await readFile(path.join(PROJECT.root, 'docs/database.md'), 'utf8');
  expect(written).toBe(withDiagram(written, await schemaDiagram(database.knex)));
});
