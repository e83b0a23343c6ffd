/** `drizzle.ts API TOKEN DATABASE`: discord.js and Drizzle over node-postgres, one statement for each command. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { answerCommands } from './connect.ts';
import { playlists, todos, tracks } from './drizzle-tables.ts';
import { repliesFrom } from './replies.ts';
import { PAGE, type Store } from './store.ts';

const [, , api = '', token = '', connectionString = ''] = process.argv;
const db = drizzle({ client: new Pool({ connectionString, max: 10 }) });

const total = sql<number>`(count(*) over ())::integer`;

const store: Store = {
  ping: () => db.execute(sql`select 1`),

  async addTodo(userId, text, dueAt) {
    const [added] = await db.insert(todos).values({ userId, text, dueAt }).returning({ id: todos.id });
    return added?.id ?? 0;
  },

  async finishTodo(userId, id) {
    const [done] = await db
      .update(todos)
      .set({ doneAt: new Date() })
      .where(and(eq(todos.id, id), eq(todos.userId, userId), isNull(todos.doneAt)))
      .returning({ text: todos.text });
    return done?.text;
  },

  async openTodos(userId) {
    const rows = await db
      .select({ id: todos.id, text: todos.text, dueAt: todos.dueAt, total })
      .from(todos)
      .where(and(eq(todos.userId, userId), isNull(todos.doneAt)))
      .orderBy(desc(todos.id))
      .limit(PAGE);
    return { todos: rows, total: rows[0]?.total ?? 0 };
  },

  async addPlaylist(ownerId, name) {
    await db.insert(playlists).values({ ownerId, name });
  },

  async addTrack(ownerId, playlist, { title, artist }) {
    const id = sql`(select ${playlists.id} from ${playlists} where ${playlists.ownerId} = ${ownerId} and ${playlists.name} = ${playlist})`;
    const position = sql`(select coalesce(max(${tracks.position}), 0) + 1 from ${tracks} where ${tracks.playlistId} = ${id})`;
    const [added] = await db
      .insert(tracks)
      .values({ playlistId: id, position, title, artist, addedBy: ownerId })
      .returning({ position: tracks.position });
    return added?.position;
  },

  async tracksOf(ownerId, playlist) {
    const rows = await db
      .select({
        playlistId: tracks.playlistId,
        id: tracks.id,
        position: tracks.position,
        title: tracks.title,
        artist: tracks.artist,
        total,
      })
      .from(playlists)
      .innerJoin(tracks, eq(tracks.playlistId, playlists.id))
      .where(and(eq(playlists.ownerId, ownerId), eq(playlists.name, playlist)))
      .orderBy(tracks.position)
      .limit(PAGE);
    return rows[0] && { playlistId: rows[0].playlistId, tracks: rows, total: rows[0].total };
  },
};

await answerCommands([api, token], repliesFrom(store));
