import type { Knex } from 'knex';
import type { Claimed } from '../../queues/outbox/outbox.ts';
import { hears } from '../reminder/hears.ts';
import type { NoticeKind } from './notice.ts';

/** To-dos of one message that are told one by one. */
const SHOWN = 5;

/** A notice that the caller, and nobody else, is to send now, with all that the message needs. */
export interface ClaimedNotice extends Claimed {
  kind: NoticeKind;
  actorId: string | null;
  /** The first of those that the person may see still, and how many there are; times in seconds since 1970. */
  todos: { number: number; text: string; due: number | null }[];
  count: number;
}

/**
 * Claims notices for sending, in one statement; the earliest first. What another process holds a lock on, and what is
 * settled, is left out; what is about nothing that the person may see still, or want to hear of, is cancelled.
 * What is `sending` already was claimed by a process that died: see `claimReminders`.
 */
export async function claimNotices(knex: Knex, ids: readonly string[], now: Date): Promise<ClaimedNotice[]> {
  const { rows } = await knex.raw<{ rows: ClaimedNotice[] }>(
    `with wanted as materialized (
       select n.id, n.user_id, n.kind, n.todo_ids, u.notices, u.reminders_by, coalesce(u.locale, u.discord_locale) as locale
       from notices n join users u on u.id = n.user_id
       where n.id = any(:ids) and n.state in ('pending', 'sending')
       for update of n skip locked),
     seen as (
       select w.id, count(*)::integer as count, min(g.locale) as locale,
              to_json((array_agg(json_build_object('number', t.number, 'text', t.text, 'due', extract(epoch from t.due_at))
                                 order by t.list_id, t.number))[1:${SHOWN}]) as todos,
              (array_agg(t.channel_id order by t.list_id, t.number) filter (where t.channel_id is not null))[1] as channel_id,
              case when count(*) = count(l.guild_id) and min(l.guild_id) = max(l.guild_id) then min(l.guild_id) end as guild_id
       from wanted w cross join unnest(w.todo_ids) one (id)
       join todos t on t.id = one.id join todo_lists l on l.id = t.list_id
       left join guilds g on g.id = l.guild_id
       where w.notices and l.deleted_at is null and (t.deleted_at is null or w.kind = 'removed') and ${hears('w.user_id')}
       group by w.id),
     claimed as (
       update notices n
       set state = case when s.id is null then 'cancelled' else 'sending' end,
           claimed_at = case when s.id is not null then cast(:now as timestamptz) end,
           first_claimed_at = coalesce(n.first_claimed_at, now()),
           attempts = n.attempts + 1
       from wanted w left join seen s on s.id = w.id where n.id = w.id
       returning n.id, n.state, n.attempts, n.first_claimed_at as "since", n.user_id as "userId", n.actor_id as "actorId",
                 n.kind, n.created_at, s.todos, s.count, s.channel_id as "channelId", s.guild_id as "guildId",
                 w.reminders_by as "by", coalesce(w.locale, s.locale) as locale)
     select id, attempts, "since", "userId", "actorId", kind, todos, count, "channelId", "guildId", "by", locale
     from claimed where state = 'sending' order by created_at, id`,
    { ids: [...ids], now },
  );
  return rows;
}
