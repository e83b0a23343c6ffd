import type { Knex } from 'knex';

/** What is to be told to whom, when and in which language, and what became of it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table reminders (
      id              uuid primary key,
      todo_id         uuid not null references todos on delete cascade,
      user_id         bigint not null references users on delete cascade,
      due_at          timestamptz not null,
      remind_at       timestamptz not null,
      state           text not null default 'pending'
                      constraint reminders_state check (state in ('pending', 'sending', 'sent', 'failed', 'cancelled')),
      attempts        smallint not null default 0 constraint reminders_attempts check (attempts >= 0),
      claimed_at      timestamptz,
      sent_at         timestamptz,
      sent_channel_id bigint constraint reminders_sent_channel check (sent_channel_id > 0),
      sent_message_id bigint constraint reminders_sent_message check (sent_message_id > 0),
      failure         text constraint reminders_failure check (char_length(failure) between 1 and 500),
      created_at      timestamptz not null default now(),
      constraint reminders_claimed check ((state = 'sending') = (claimed_at is not null)),
      constraint reminders_sent check (
        (state = 'sent') = (sent_at is not null and sent_message_id is not null and sent_channel_id is not null)
      ),
      constraint reminders_failed check (state <> 'failed' or failure is not null)
    );
    comment on column reminders.state is 'sent only after Discord accepted the message; failed is final.';
    comment on column reminders.due_at is 'The due date that it is about; a reminder that was snoozed comes later than that.';
    comment on column reminders.attempts is 'How often it was claimed; whoever writes down what became of it must be the last.';

    -- One reminder lies ahead for a person and a to-do, whoever changes the due date at the same time.
    create unique index reminders_ahead on reminders (todo_id, user_id) where state = 'pending';
    create index reminders_due on reminders (remind_at, id) where state = 'pending';
    create index reminders_claimed on reminders (claimed_at) where state = 'sending';
    create index reminders_todo_id on reminders (todo_id, user_id, due_at);
    create index reminders_settled on reminders (remind_at) where state in ('sent', 'failed', 'cancelled');
    create index reminders_user_id on reminders (user_id);

    alter table users add column discord_locale text
      constraint users_discord_locale check (char_length(discord_locale) between 2 and 10);
    comment on column users.discord_locale is 'That of their Discord when they last kept something; locale, which they chose, comes first.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table users drop column discord_locale; drop table reminders');
}
