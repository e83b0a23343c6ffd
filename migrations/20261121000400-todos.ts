import type { Knex } from 'knex';

/** To-do lists of a person or of a server, what is on them, and who else may use them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table todo_lists (
      id          uuid primary key,
      owner_id    bigint references users on delete set null,
      guild_id    bigint references guilds on delete cascade,
      name        text
                  constraint todo_lists_name_length check (char_length(name) between 1 and 100 and name = btrim(name)),
      next_number integer not null default 1 constraint todo_lists_next_number check (next_number > 0),
      created_at  timestamptz not null default now(),
      deleted_at  timestamptz,
      constraint todo_lists_owned check (guild_id is not null or owner_id is not null),
      constraint todo_lists_default check (name is not null or (guild_id is null and deleted_at is null))
    );
    comment on table todo_lists is 'guild_id null: the owner''s own. Otherwise it belongs to that server, and owner_id made it.';
    comment on column todo_lists.name is 'Null for the list that is meant when a person names none; each has one at most.';
    comment on column todo_lists.next_number is 'What the next to-do is called here; a number is never given twice.';

    create unique index todo_lists_default_of_user on todo_lists (owner_id) where name is null;
    create unique index todo_lists_user_name on todo_lists (owner_id, lower(name) text_pattern_ops)
      where guild_id is null and name is not null and deleted_at is null;
    create unique index todo_lists_guild_name on todo_lists (guild_id, lower(name) text_pattern_ops)
      where guild_id is not null and deleted_at is null;
    create index todo_lists_owner_id on todo_lists (owner_id);
    create index todo_lists_guild_id on todo_lists (guild_id) where guild_id is not null;
    create index todo_lists_deleted_at on todo_lists (deleted_at) where deleted_at is not null;

    create table todo_list_members (
      list_id    uuid not null references todo_lists on delete cascade,
      user_id    bigint not null references users on delete cascade,
      role       text not null constraint todo_list_members_role check (role in ('viewer', 'editor')),
      granted_by bigint references users on delete set null,
      granted_at timestamptz not null default now(),
      primary key (list_id, user_id)
    );
    create index todo_list_members_user_id on todo_list_members (user_id);
    create index todo_list_members_granted_by on todo_list_members (granted_by);

    create table todos (
      id          uuid primary key,
      list_id     uuid not null references todo_lists on delete cascade,
      number      integer not null constraint todos_number check (number > 0),
      text        text not null
                  constraint todos_text_length check (char_length(text) between 1 and 1000 and text = btrim(text)),
      priority    smallint not null default 1 constraint todos_priority check (priority between 0 and 3),
      due_at      timestamptz,
      due_zone    text constraint todos_due_zone check (char_length(due_zone) between 1 and 64),
      repeat      text constraint todos_repeat check (repeat in ('daily', 'weekdays', 'weekly', 'monthly')),
      repeat_day  smallint constraint todos_repeat_day check (repeat_day between 1 and 31),
      repeat_time time,
      assignee_id bigint references users on delete set null,
      created_by  bigint references users on delete set null,
      channel_id  bigint constraint todos_channel check (channel_id > 0),
      source_url  text constraint todos_source_url check (char_length(source_url) <= 300 and source_url ~ '^https://[^[:space:]]+$'),
      previous_id uuid references todos on delete set null,
      created_at  timestamptz not null default now(),
      done_at     timestamptz,
      done_by     bigint references users on delete set null,
      deleted_at  timestamptz,
      changed_at  timestamptz,
      act_id      uuid,
      constraint todos_number_unique unique (list_id, number),
      -- What a repetition leaves behind has one successor, however many say at once that it is done.
      constraint todos_previous_unique unique (previous_id),
      constraint todos_due_in_a_zone check ((due_at is null) = (due_zone is null)),
      constraint todos_repeats_from_a_date check (repeat is null or due_at is not null),
      constraint todos_repeat_time check ((repeat_time is not null) = (repeat is not null)),
      constraint todos_monthly_day check ((repeat_day is not null) = (coalesce(repeat, '') = 'monthly'))
    );
    comment on column todos.priority is '0 low, 1 normal, 2 high, 3 urgent.';
    comment on column todos.due_zone is 'The IANA zone in which due_at was meant, and in whose calendar it repeats.';
    comment on column todos.repeat_day is 'The day of the month that was asked for: February''s 28th must not become March''s.';
    comment on column todos.repeat_time is 'The time on the wall that was asked for: where clocks skip it, only that day is different.';
    comment on column todos.channel_id is 'Where it was made, for reminders when direct messages are closed.';
    comment on column todos.previous_id is 'The occurrence before this one, of what repeats.';
    comment on column todos.changed_at is 'When somebody last changed it; null while it is as it was made.';
    comment on column todos.act_id is 'The act that last did, reopened or removed it: its Undo finds all that it touched.';

    create index todos_open on todos (list_id, due_at, id) where done_at is null and deleted_at is null;
    create index todos_done on todos (list_id, done_at desc, id) where done_at is not null and deleted_at is null;
    create index todos_assignee on todos (assignee_id, due_at, id)
      where assignee_id is not null and done_at is null and deleted_at is null;
    create index todos_assignee_id on todos (assignee_id) where assignee_id is not null;
    create index todos_open_of on todos (created_by) where done_at is null and deleted_at is null;
    create index todos_created_by on todos (created_by);
    create index todos_done_by on todos (done_by) where done_by is not null;
    create index todos_deleted_at on todos (deleted_at) where deleted_at is not null;
    create index todos_removed on todos (list_id, deleted_at desc, id) where deleted_at is not null;
    create index todos_act_id on todos (act_id) where act_id is not null;
    create index todos_source on todos (created_by, source_url)
      where source_url is not null and done_at is null and deleted_at is null;

    -- Nobody tells when a member leaves: whoever has something to do is asked after, the longest unasked first.
    alter table guild_members add column checked_at timestamptz;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table guild_members drop column checked_at;
    drop table todos, todo_list_members, todo_lists;
  `);
}
