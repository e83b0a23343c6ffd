import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const id = () => integer().primaryKey().generatedByDefaultAsIdentity();
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** The tables of tables.sql, as Drizzle wants them declared. */
export const todos = pgTable('todos', {
  id: id(),
  userId: text('user_id').notNull(),
  text: text().notNull(),
  dueAt: moment('due_at'),
  doneAt: moment('done_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const playlists = pgTable('playlists', {
  id: id(),
  ownerId: text('owner_id').notNull(),
  name: text().notNull(),
});

export const tracks = pgTable('tracks', {
  id: id(),
  playlistId: integer('playlist_id').notNull(),
  position: integer().notNull(),
  title: text().notNull(),
  artist: text(),
  addedBy: text('added_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});
