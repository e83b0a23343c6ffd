import { expect, test } from '@jest/globals';
import { useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ LOG_LEVEL: 'trace' }, { foreseen: /column .*description.* does not exist/ });

/** In every text that people give here, and nowhere else. */
const PRIVATE = 'Wölkchensieben';

test('a whole run leaves neither what people said nor any secret in the log', async () => {
  const { discord, database } = ostinato;
  const alice = discord.member('alice');
  await alice.slash('/playlist create', { name: PRIVATE, description: `About ${PRIVATE}` });
  // What a constraint refuses comes back from PostgreSQL with the values in its detail.
  await alice.slash('/playlist create', { name: PRIVATE });
  await alice.slash('/playlist add', { playlist: PRIVATE, track: PRIVATE, artist: PRIVATE });
  await alice.slash('/playlist search', { text: PRIVATE });
  await alice.slash('/playlist show', { playlist: `${PRIVATE} too` });
  await alice.slash('/playlist remove', { playlist: PRIVATE, positions: PRIVATE });
  await alice.complete('/playlist show', { playlist: PRIVATE }, 'playlist');
  const file = { filename: `${PRIVATE}.json`, data: new TextEncoder().encode(`["${PRIVATE}"]`) };
  await alice.slash('/playlist import', { playlist: PRIVATE, file });
  const message = await alice.say(`https://example.org/${PRIVATE}`);
  await alice.onMessage('Save to playlist', message.id);
  await alice.raw({ kind: 'component', messageId: message.id, customId: `1:${PRIVATE}:1` }).catch(() => {});
  // A statement that fails for a reason nobody foresaw is logged whole, with its error.
  await database.knex.raw('alter table playlists rename column description to about');
  const failed = await alice.slash('/playlist create', { name: `${PRIVATE} 2`, description: PRIVATE });
  expect(failed.text).toMatch(/recorded it as error/);
  await database.knex.raw('alter table playlists rename column about to description');

  const { output } = ostinato.bot;
  expect(output).toContain('"msg":"unexpected error"');
  expect(output).toContain('"msg":"query"');
  expect(output).not.toContain(PRIVATE);
  const { password } = new URL(database.url);
  for (const secret of ['playground-token', decodeURIComponent(password), database.url]) {
    expect(secret.length).toBeGreaterThan(3);
    expect(output).not.toContain(secret);
  }
});
