/** `pg.ts API TOKEN DATABASE`: discord.js and node-postgres, one statement for each command. */
import { Pool } from 'pg';
import { answerCommands } from './connect.ts';
import { repliesFrom } from './replies.ts';
import { PAGE, type Store, type Todo, type Track } from './store.ts';

const [, , api = '', token = '', connectionString = ''] = process.argv;
const pool = new Pool({ connectionString, max: 10 });

const store: Store = {
  ping: () => pool.query('select 1'),

  async addTodo(userId, text, dueAt) {
    const { rows } = await pool.query<{ id: number }>(
      'insert into todos (user_id, text, due_at) values ($1, $2, $3) returning id',
      [userId, text, dueAt],
    );
    return rows[0]?.id ?? 0;
  },

  async finishTodo(userId, id) {
    const { rows } = await pool.query<{ text: string }>(
      'update todos set done_at = now() where id = $1 and user_id = $2 and done_at is null returning text',
      [id, userId],
    );
    return rows[0]?.text;
  },

  async openTodos(userId) {
    const { rows } = await pool.query<Todo & { total: number }>(
      `select id, text, due_at as "dueAt", (count(*) over ())::integer as total
       from todos where user_id = $1 and done_at is null order by id desc limit ${PAGE}`,
      [userId],
    );
    return { todos: rows, total: rows[0]?.total ?? 0 };
  },

  async addPlaylist(ownerId, name) {
    await pool.query('insert into playlists (owner_id, name) values ($1, $2)', [ownerId, name]);
  },

  async addTrack(ownerId, playlist, { title, artist }) {
    const { rows } = await pool.query<{ position: number }>(
      `insert into tracks (playlist_id, position, title, artist, added_by)
       select id, (select coalesce(max(position), 0) + 1 from tracks where playlist_id = playlists.id), $3, $4, $1
       from playlists where owner_id = $1 and name = $2
       returning position`,
      [ownerId, playlist, title, artist],
    );
    return rows[0]?.position;
  },

  async tracksOf(ownerId, playlist) {
    const { rows } = await pool.query<Track & { playlistId: number; total: number }>(
      `select p.id as "playlistId", t.id, t.position, t.title, t.artist, (count(*) over ())::integer as total
       from playlists p join tracks t on t.playlist_id = p.id
       where p.owner_id = $1 and p.name = $2 order by t.position limit ${PAGE}`,
      [ownerId, playlist],
    );
    return rows[0] && { playlistId: rows[0].playlistId, tracks: rows, total: rows[0].total };
  },
};

await answerCommands([api, token], repliesFrom(store));
