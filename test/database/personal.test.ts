import { expect, test } from '@jest/globals';
import { erasePerson } from '../../src/models/personal/erase.ts';
import { exportPerson } from '../../src/models/personal/export.ts';
import { previewErasure } from '../../src/models/personal/preview.ts';
import { fillTables } from '../support/rows.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const ALICE = '200000000000000001';

test('a person is exported, previewed and erased', async () => {
  await fillTables(database.knex);
  const files: Record<string, number> = {};
  for await (const { name, rows } of exportPerson(ALICE)) {
    files[name] = 0;
    for await (const batch of rows) files[name] += batch.length;
  }
  expect(files).toMatchObject({
    preferences: 1,
    playlists: 2,
    tracks: 3,
    todos: 2,
    reminders: 3,
    notices: 2,
  });
  const preview = await previewErasure(ALICE);
  await expect(erasePerson(ALICE)).resolves.toEqual(preview);
  await expect(previewErasure(ALICE)).resolves.toEqual({ erased: [], kept: [] });
});
