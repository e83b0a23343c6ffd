import type { Knex } from 'knex';

/** Every act that can be undone has one id, which the things carry that it changed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table playlists add column act_id uuid;
    comment on column playlists.act_id is 'The act that deleted it, or undid that: an undo finds what is still as its act left it.';
    alter table todo_lists add column act_id uuid;
    comment on column todo_lists.act_id is 'The act that deleted it, or undid that: an undo finds what is still as its act left it.';
    comment on column tracks.act_id is 'The act that put it in or took it out: an undo finds what is still as its act left it.';
    comment on column tracks.removal_id is 'The act that took it out, for versions before act_id said so.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    comment on column tracks.removal_id is 'What one act removed carries one id, so that Undo brings back all of it.';
    comment on column tracks.act_id is 'The act that put it in, where its Undo takes it out again.';
    alter table todo_lists drop column act_id;
    alter table playlists drop column act_id;
  `);
}
