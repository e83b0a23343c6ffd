import type { Knex } from 'knex';

/** Each statement by itself: what is being proved keeps nobody from reading. */
export const config = { transaction: false };

/** Proves the constraints on repetition and due dates for the rows from before; in a step of its own, to lock nobody out. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- What is proved may be proved again.
    -- squawk-ignore prefer-robust-stmts
    alter table todos validate constraint todos_repeat_every`);
  await knex.raw(`
    -- What is proved may be proved again.
    -- squawk-ignore prefer-robust-stmts
    alter table todos validate constraint todos_due_at`);
}

/** What is proved stays true: there is nothing to take back. */
export async function down(): Promise<void> {}
