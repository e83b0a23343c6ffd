import {
  CLAIMABLE,
  MESSAGE_KEEPS,
  type ClaimedMessage,
  type MessageKept,
  type Outbox,
} from '../../queues/outbox/outbox.ts';
import { QUEUES } from '../../queues/queues.ts';
import { HEARS, IS_OPEN } from './hears.ts';

/** A reminder that is to be sent now, with all that the message needs. */
export interface ClaimedReminder extends ClaimedMessage {
  todoId: string;
  remindAt: Date;
  dueAt: Date;
  text: string;
  /** Where the to-do came from, to be clicked. */
  sourceUrl: string | null;
}

/**
 * Reminders as they leave. One that lost its to-do, or has another in its place, is cancelled, and what the person may
 * not hear of just now is held.
 */
export const REMINDERS: Outbox<ClaimedReminder, MessageKept> = {
  queue: QUEUES.reminders,
  table: 'reminders',
  at: 'remind_at',
  held: 'held_at',
  waits: `r.state = 'pending' and r.held_at is null`,
  enough: `exists (
    select from reminders o where o.todo_id = r.todo_id and o.user_id = r.user_id and o.state = 'pending')`,
  keeps: MESSAGE_KEEPS,
  judged: `judged as (
    select r.id, r.todo_id, r.user_id, r.remind_at, r.due_at, t.text, t.source_url, t.channel_id, l.guild_id,
           u.reminders_by, coalesce(u.locale, u.discord_locale, g.locale) as locale,
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
    where ${CLAIMABLE}
    for update of r skip locked)`,
  shown: {
    todoId: 'todo_id',
    userId: 'user_id',
    remindAt: 'remind_at',
    dueAt: 'due_at',
    text: 'text',
    sourceUrl: 'source_url',
    channelId: 'channel_id',
    guildId: 'guild_id',
    by: 'reminders_by',
    locale: 'locale',
  },
  lane: ({ userId }) => userId,
};
