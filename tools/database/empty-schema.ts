import type { Knex } from 'knex';

/** Drops what the schema holds and keeps the schema: its grants and extensions stay, and nobody is thrown out. */
export async function emptySchema(knex: Knex): Promise<void> {
  await knex.transaction(async (trx) => {
    // A bot that is connected holds its locks for moments only; wait for them longer than a request would.
    await trx.raw(`set local lock_timeout = '10s'`);
    const { rows } = await trx.raw<{ rows: { statement: string }[] }>(`
      with ours as (select current_schema()::regnamespace::oid as schema),
      extension_objects as (select classid, objid from pg_depend where deptype = 'e')
      select case relkind when 'S' then 2 else 1 end as step, format('drop %s if exists %s cascade',
               case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                            when 'f' then 'foreign table' else 'table' end, c.oid::regclass) as statement
      from pg_class c, ours
      where relnamespace = schema and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        and ('pg_class'::regclass::oid, c.oid) not in (select classid, objid from extension_objects)
      union all
      select 3, format('drop routine if exists %s cascade', p.oid::regprocedure)
      from pg_proc p, ours
      where pronamespace = schema
        and ('pg_proc'::regclass::oid, p.oid) not in (select classid, objid from extension_objects)
      union all
      select 4, format('drop type if exists %s cascade', t.oid::regtype)
      from pg_type t, ours
      where typnamespace = schema and typtype in ('e', 'd', 'r')
        and ('pg_type'::regclass::oid, t.oid) not in (select classid, objid from extension_objects)
      order by step`);
    for (const { statement } of rows) await trx.raw(statement);
  });
}
