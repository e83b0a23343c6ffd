import type { Knex } from 'knex';

/** A reminder that the caller, and nobody else, is to send now, with all that the message needs. */
export interface ClaimedReminder {
  id: string;
  /** Which claim this is; whoever was claimed for later on has taken it over. */
  attempts: number;
  todoId: string;
  userId: string;
  remindAt: Date;
  dueAt: Date;
  text: string;
  /** Where the to-do came from, to be clicked. */
  sourceUrl: string | null;
  /** Where it was made. */
  channelId: string | null;
  /** Whose server the list is; null for a person's own. */
  guildId: string | null;
  by: 'dm' | 'channel';
  /** What the person chose, else what their Discord speaks, else their server. */
  locale: string | null;
}

/**
 * Claims reminders for sending, in one statement; the earliest first. What another process holds a lock on, what is
 * settled, and what no longer has an open to-do is left out; that which lost its to-do is cancelled.
 * What is `sending` already was claimed by a process that died: pg-boss hands out a job a second time only when the
 * first one to take it is silent, which is why the caller must find out whether a message arrived (`attempts` > 1).
 */
export async function claimReminders(
  knex: Knex,
  ids: readonly string[],
  now: Date,
): Promise<ClaimedReminder[]> {
  const { rows } = await knex.raw<{ rows: (ClaimedReminder & { state: string })[] }>(
    `with wanted as (
       select r.id, t.done_at is null and t.deleted_at is null and l.deleted_at is null as is_open,
              t.text, t.source_url, t.channel_id, l.guild_id, u.reminders_by, coalesce(u.locale, u.discord_locale, g.locale) as locale
       from reminders r
       join todos t on t.id = r.todo_id
       join todo_lists l on l.id = t.list_id
       join users u on u.id = r.user_id
       left join guilds g on g.id = l.guild_id
       where r.id = any(?) and r.state in ('pending', 'sending')
       for update of r skip locked),
     claimed as (
       update reminders r
       set state = case when w.is_open then 'sending' else 'cancelled' end,
           claimed_at = case when w.is_open then cast(? as timestamptz) end,
           attempts = r.attempts + 1
       from wanted w where w.id = r.id
       returning r.id, r.state, r.attempts, r.todo_id as "todoId", r.user_id as "userId", r.remind_at as "remindAt", r.due_at as "dueAt",
                 w.text, w.source_url as "sourceUrl", w.channel_id as "channelId", w.guild_id as "guildId",
                 w.reminders_by as "by", w.locale)
     select id, state, attempts, "todoId", "userId", "remindAt", "dueAt", text, "sourceUrl", "channelId", "guildId", "by", locale
     from claimed where state = 'sending' order by "remindAt", id`,
    [[...ids], now],
  );
  return rows;
}
