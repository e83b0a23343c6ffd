import type { Knex } from 'knex';

/** What repeats can leave out days, weeks or months: “every 2 weeks”. The years of due dates have four digits. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    update todos set due_at = '9999-01-01 00:00+00' where due_at > '9999-01-01 00:00+00';
    alter table todos add column repeat_every smallint not null default 1;
    alter table todos
      add constraint todos_repeat_every check (repeat_every between 1 and 99) not valid,
      add constraint todos_due_at check (due_at <= '9999-01-01 00:00+00') not valid;
    comment on column todos.repeat_every is 'Every how many days, weeks or months it repeats; 1 for working days.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table todos drop constraint todos_due_at, drop column repeat_every');
}
