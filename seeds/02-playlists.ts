import type { Knex } from 'knex';

const user = (n: number) => `20000000000000000${n}`;
const guild = (n: number) => `30000000000000000${n}`;
/** Fixed ids in the form of UUIDv7. */
const playlistId = (n: number) => `01930000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
const trackId = (list: number, n: number) =>
  `01930000-0000-7000-80${String(list).padStart(2, '0')}-0000000000${String(n).padStart(2, '0')}`;

type Line = readonly [title: string, artist: string, minutes: number, seconds: number];

const GOLDBERG: Line[] = [
  ['Goldberg Variations: Aria', 'Johann Sebastian Bach', 3, 5],
  ...Array.from({ length: 30 }, (_, i): Line => [
    `Goldberg Variations: Variation ${i + 1}`,
    'Johann Sebastian Bach',
    1,
    20 + i,
  ]),
  ['Goldberg Variations: Aria da capo', 'Johann Sebastian Bach', 3, 42],
];
const MORNING: Line[] = [
  ['Gymnopédie No. 1', 'Erik Satie', 3, 25],
  ['Morning Mood', 'Edvard Grieg', 4, 9],
  ['Clair de lune', 'Claude Debussy', 5, 2],
  ['The Lark Ascending', 'Ralph Vaughan Williams', 15, 48],
];
const OSTINATI: Line[] = [
  ['Canon in D', 'Johann Pachelbel', 5, 6],
  ['Boléro', 'Maurice Ravel', 15, 10],
  ['Dido’s Lament', 'Henry Purcell', 4, 12],
  ['Mars, the Bringer of War', 'Gustav Holst', 7, 21],
  ['Passacaglia in C minor', 'Johann Sebastian Bach', 12, 55],
];
const NIGHT: Line[] = [
  ['Nocturne in E-flat major, Op. 9 No. 2', 'Frédéric Chopin', 4, 33],
  ['Eine kleine Nachtmusik: Romanze', 'Wolfgang Amadeus Mozart', 5, 45],
  ['Verklärte Nacht', 'Arnold Schoenberg', 29, 30],
];

const PLAYLISTS = [
  { id: playlistId(1), owner_id: user(1), name: 'Goldberg, all of it', visibility: 'public' },
  { id: playlistId(2), owner_id: user(1), name: 'Morning coffee', description: 'Nothing loud before nine.' },
  {
    id: playlistId(3),
    owner_id: user(1),
    guild_id: guild(1),
    name: 'Ostinati',
    description: 'What returns, and returns.',
    visibility: 'server',
  },
  { id: playlistId(4), owner_id: user(4), guild_id: guild(2), name: 'Nachtmusik', visibility: 'server' },
  { id: playlistId(5), owner_id: user(2), name: 'To listen to', visibility: 'server' },
];
const DELETED = { id: playlistId(6), owner_id: user(2), name: 'Last summer' };
const TRACKS = [
  ...tracks(1, GOLDBERG, 1),
  ...tracks(2, MORNING, 1),
  ...tracks(3, OSTINATI, 3),
  ...tracks(4, NIGHT, 4),
];
const COLLABORATORS = [
  { playlist_id: playlistId(2), user_id: user(2), role: 'editor', granted_by: user(1) },
  { playlist_id: playlistId(3), user_id: user(3), role: 'editor', granted_by: user(1) },
];

/** Playlists of every kind: of people and of servers, private to public, shared, long enough for pages, and deleted. */
export async function seed(knex: Knex): Promise<void> {
  await knex.transaction(async (trx) => {
    const made: { id: string }[] = await trx('playlists')
      .insert([...PLAYLISTS, { ...DELETED, deleted_at: trx.fn.now() }])
      .onConflict()
      .ignore()
      .returning('id');
    // Only new playlists are filled: what somebody did to the others since is theirs.
    const isNew = ({ playlist_id }: { playlist_id: string }) => made.some(({ id }) => id === playlist_id);
    await insertAll(trx, 'tracks', TRACKS.filter(isNew));
    await insertAll(trx, 'playlist_collaborators', COLLABORATORS.filter(isNew));
  });
}

async function insertAll(trx: Knex.Transaction, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await trx(table).insert([...rows]);
}

function tracks(list: number, lines: Line[], addedBy: number) {
  return lines.map(([title, artist, minutes, seconds], i) => ({
    id: trackId(list, i + 1),
    playlist_id: playlistId(list),
    position: i + 1,
    title,
    artist,
    duration_ms: (minutes * 60 + seconds) * 1000,
    added_by: user(addedBy),
  }));
}
