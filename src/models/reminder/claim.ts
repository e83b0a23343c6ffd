import type { Knex } from 'knex';
import type { Claimed } from '../../queues/outbox/outbox.ts';
import { HEARS, IS_OPEN } from './hears.ts';

/** A reminder that the caller, and nobody else, is to send now, with all that the message needs. */
export interface ClaimedReminder extends Claimed {
  todoId: string;
  remindAt: Date;
  dueAt: Date;
  text: string;
  /** Where the to-do came from, to be clicked. */
  sourceUrl: string | null;
}

/**
 * Claims reminders for sending, in one statement; the earliest first. What another process holds a lock on, what is
 * settled, and what no longer has an open to-do is left out; that which lost its to-do is cancelled, and what the person
 * may not hear of just now is held.
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
       select r.id, t.text, t.source_url, t.channel_id, l.guild_id, u.reminders_by,
              coalesce(u.locale, u.discord_locale, g.locale) as locale,
              case when not ${IS_OPEN} then 'cancelled'
                   when ${HEARS} then 'sending'
                   when exists (select from reminders o where o.todo_id = r.todo_id and o.user_id = r.user_id
                                  and o.state = 'pending' and o.id <> r.id) then 'cancelled'
                   else 'pending' end as next
       from reminders r
       join todos t on t.id = r.todo_id
       join todo_lists l on l.id = t.list_id
       join users u on u.id = r.user_id
       left join guilds g on g.id = l.guild_id
       where r.id = any(:ids) and r.state in ('pending', 'sending')
       for update of r skip locked),
     claimed as (
       update reminders r
       set state = w.next,
           claimed_at = case w.next when 'sending' then cast(:now as timestamptz) end,
           first_claimed_at = coalesce(r.first_claimed_at, case w.next when 'sending' then now() end),
           held_at = case w.next when 'pending' then cast(:now as timestamptz) end,
           attempts = r.attempts + case w.next when 'pending' then 0 else 1 end
       from wanted w where w.id = r.id
       returning r.id, r.state, r.attempts, r.todo_id as "todoId", r.user_id as "userId", r.remind_at as "remindAt", r.due_at as "dueAt",
                 r.first_claimed_at as "since", w.text, w.source_url as "sourceUrl", w.channel_id as "channelId",
                 w.guild_id as "guildId", w.reminders_by as "by", w.locale)
     select id, state, attempts, "todoId", "userId", "remindAt", "dueAt", "since", text, "sourceUrl", "channelId", "guildId", "by", locale
     from claimed where state = 'sending' order by "remindAt", id`,
    { ids: [...ids], now },
  );
  return rows;
}
