import type { Knex } from 'knex';

/** What people are to be told of what others did to their to-dos, and whether they want to be. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table notices (
      id               uuid primary key,
      act_id           uuid not null,
      user_id          bigint not null references users on delete cascade,
      actor_id         bigint references users on delete set null,
      kind             text not null constraint notices_kind check (kind in (
        'assigned', 'unassigned', 'reassigned', 'done', 'reopened', 'changed', 'removed', 'restored')),
      todo_ids         uuid[] not null
                       constraint notices_todos check (cardinality(todo_ids) > 0 and array_position(todo_ids, null) is null),
      state            text not null default 'pending'
                       constraint notices_state check (state in ('pending', 'sending', 'sent', 'failed', 'cancelled')),
      attempts         smallint not null default 0 constraint notices_attempts check (attempts >= 0),
      claimed_at       timestamptz,
      first_claimed_at timestamptz,
      sent_at          timestamptz,
      sent_channel_id  bigint constraint notices_sent_channel check (sent_channel_id > 0),
      sent_message_id  bigint constraint notices_sent_message check (sent_message_id > 0),
      failure          text constraint notices_failure check (char_length(failure) between 1 and 500),
      created_at       timestamptz not null default now(),
      -- One message to a person for an act, however many to-dos it was about, and none for one's own.
      constraint notices_once unique (act_id, user_id),
      constraint notices_of_others check (actor_id is distinct from user_id),
      constraint notices_claimed check ((state = 'sending') = (claimed_at is not null)),
      constraint notices_sent check (
        (state = 'sent') = (sent_at is not null and sent_message_id is not null and sent_channel_id is not null)
      ),
      constraint notices_failed check (state <> 'failed' or failure is not null)
    );
    comment on table notices is 'What a person is to be told of what somebody else did to their to-dos. Purged after 30 days.';
    comment on column notices.act_id is 'The act that it is about: each is told once.';
    comment on column notices.actor_id is 'Who did it.';
    comment on column notices.todo_ids is 'What it was done to; their texts are read when the message is sent.';
    comment on column notices.first_claimed_at is 'By the clock of the database: no message about it is older.';

    create index notices_waiting on notices (created_at, id) where state = 'pending';
    create index notices_sending on notices (claimed_at) where state = 'sending';
    create index notices_settled on notices (created_at) where state in ('sent', 'failed', 'cancelled');
    create index notices_user_id on notices (user_id);
    create index notices_actor_id on notices (actor_id) where actor_id is not null;

    alter table users add column notices boolean not null default true;
    comment on column users.notices is 'Whether they are told of what others do to their to-dos.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table users drop column notices; drop table notices');
}
