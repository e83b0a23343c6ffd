import {
  CLAIMABLE,
  MESSAGE_KEEPS,
  type ClaimedMessage,
  type MessageKept,
  type Outbox,
} from '../../queues/outbox/outbox.ts';
import { QUEUES } from '../../queues/queues.ts';
import { hears } from '../reminder/hears.ts';
import type { NoticeKind } from './notice.ts';

/** To-dos of one message that are told one by one. */
const SHOWN = 5;

/** A notice that is to be sent now, with all that the message needs. */
export interface ClaimedNotice extends ClaimedMessage {
  kind: NoticeKind;
  actorId: string | null;
  /** The first of those that the person may see still, and how many there are; times in seconds since 1970. */
  todos: { number: number; text: string; due: number | null }[];
  count: number;
}

/** Notices as they leave. What is about nothing that the person may see still, or want to hear of, is cancelled. */
export const NOTICES: Outbox<ClaimedNotice, MessageKept> = {
  queue: QUEUES.notices,
  table: 'notices',
  at: 'created_at',
  held: null,
  waits: `r.state = 'pending'`,
  enough: 'false',
  keeps: MESSAGE_KEEPS,
  judged: `wanted as materialized (
      select r.id, r.user_id, r.actor_id, r.kind, r.todo_ids, u.notices, u.reminders_by,
             coalesce(u.locale, u.discord_locale) as locale
      from notices r join users u on u.id = r.user_id
      where ${CLAIMABLE}
      for update of r skip locked),
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
    judged as (
      select w.id, w.user_id, w.actor_id, w.kind, w.reminders_by, coalesce(w.locale, s.locale) as locale,
             s.todos, s.count, s.channel_id, s.guild_id,
             case when s.id is null then 'cancelled' else 'sending' end as next
      from wanted w left join seen s on s.id = w.id)`,
  shown: {
    userId: 'user_id',
    actorId: 'actor_id',
    kind: 'kind',
    todos: 'todos',
    count: 'count',
    channelId: 'channel_id',
    guildId: 'guild_id',
    by: 'reminders_by',
    locale: 'locale',
  },
  lane: ({ userId }) => userId,
};
