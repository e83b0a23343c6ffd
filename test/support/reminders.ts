import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { Reminder } from '../../src/models/reminder/reminder.ts';

const START = Date.now();

/** So many minutes from the start of the test file, the same each time. */
export const inMinutes = (minutes: number) => new Date(START + minutes * 60_000);

/** A to-do as the database has it. */
export interface StoredTodo {
  id: string;
  listId: string;
  createdBy: string;
  dueAt: Date | null;
}

/** Writes a to-do of somebody new on a list of theirs; without a name on the one that is meant when none is named. */
export async function newTodo(
  knex: Knex,
  given: {
    dueAt?: Date;
    listName?: string;
    createdBy?: string;
    channelId?: string;
    guildId?: string;
    text?: string;
    sourceUrl?: string;
  },
): Promise<StoredTodo> {
  const { dueAt = null, createdBy = String(randomInt(2 ** 47)), channelId, guildId, sourceUrl } = given;
  const [id, listId] = [uuid(), uuid()];
  await knex('users').insert({ id: createdBy }).onConflict('id').ignore();
  if (guildId) {
    await knex('guilds').insert({ id: guildId }).onConflict('id').ignore();
    await knex('guild_members').insert({ guild_id: guildId, user_id: createdBy });
  }
  const name = given.listName ?? `List ${listId}`;
  await knex('todo_lists').insert({ id: listId, owner_id: createdBy, guild_id: guildId ?? null, name });
  await knex('todos').insert({
    id,
    list_id: listId,
    number: 1,
    text: given.text ?? 'Water the plants',
    due_at: dueAt,
    due_zone: dueAt && 'UTC',
    created_by: createdBy,
    channel_id: channelId ?? null,
    source_url: sourceUrl ?? null,
  });
  return { id, listId, createdBy, dueAt };
}

/** All reminders of a to-do, the earliest first. */
export async function remindersOf(knex: Knex, todoId: string): Promise<Reminder[]> {
  return Reminder.query(knex).where({ todo_id: todoId }).orderBy(['created_at', 'remind_at']);
}
