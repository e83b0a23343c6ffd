import type { Knex } from 'knex';
import { hears, IS_OPEN } from './hears.ts';

/** A message of a reminder that is no longer true, and what is. */
export interface UntrueReminder {
  id: string;
  channelId: string;
  messageId: string;
  /** What became of the to-do. */
  became: 'done' | 'moved' | 'gone';
  /** Of what is done, and of another due date; null where others would read it. */
  text: string | null;
  dueAt: Date | null;
  locale: string | null;
}

/** The reminder, when its message is still to be changed and its person may hear of it. */
export async function untrueReminder(knex: Knex, id: string): Promise<UntrueReminder | undefined> {
  const { rows } = await knex.raw<{ rows: UntrueReminder[] }>(
    `select r.id, r.sent_channel_id as "channelId", r.sent_message_id as "messageId",
            case when t.done_at is not null and t.deleted_at is null then 'done'
                 when ${IS_OPEN} and t.due_at is not null and coalesce(t.assignee_id, t.created_by) = r.user_id then 'moved'
                 else 'gone' end as became,
            case when l.guild_id is not null or r.sent_channel_id is distinct from t.channel_id then t.text end as text,
            t.due_at as "dueAt", coalesce(u.locale, u.discord_locale, g.locale) as locale
     from reminders r join todos t on t.id = r.todo_id join todo_lists l on l.id = t.list_id
     join users u on u.id = r.user_id left join guilds g on g.id = l.guild_id
     where r.id = :id and r.state = 'sent' and r.closed_at is null and ${hears('r.user_id')}
       and not (${IS_OPEN} and r.due_at is not distinct from t.due_at
                and r.user_id is not distinct from coalesce(t.assignee_id, t.created_by))`,
    { id },
  );
  return rows[0];
}

/** Notes that its message has been changed, or is no longer there. */
export async function markClosed(knex: Knex, id: string, now: Date): Promise<void> {
  await knex.raw('update reminders set closed_at = :now where id = :id', { id, now });
}
