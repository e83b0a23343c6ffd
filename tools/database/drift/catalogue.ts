import type { Knex } from 'knex';

/**
 * What a schema consists of: a line for each column, constraint, index, trigger, function, type, view, sequence,
 * comment and extension, sorted. Two schemas with the same lines are the same. Knex's own tables are left out.
 * Source: PostgreSQL documentation, chapter 51, "System Catalogs", and 9.27.5, "System Catalog Information Functions".
 */
export async function catalogueOf(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { line: string }[] }>(`
    with relations as (
      select oid, relname, relkind from pg_class c
      where relnamespace = current_schema()::regnamespace and relname !~ '^knex_'
        and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
    ), routines as (
      select oid from pg_proc p
      where pronamespace = current_schema()::regnamespace and prokind in ('f', 'p')
        and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
    )
    select format('table %s (%s)', relname, relkind) as line from relations where relkind in ('r', 'p', 'v', 'm', 'f')
    union all
    select format('column %s.%s %s%s%s%s%s', r.relname, attname, format_type(atttypid, atttypmod),
             case when attnotnull then ' not null' else '' end,
             coalesce(' default ' || pg_get_expr(adbin, adrelid), ''),
             case when attidentity <> '' then ' identity ' || attidentity::text else '' end,
             case when attgenerated <> '' then ' generated' else '' end)
    from relations r join pg_attribute a on attrelid = r.oid left join pg_attrdef d on adrelid = r.oid and adnum = attnum
    where relkind in ('r', 'p', 'v', 'm', 'f') and attnum > 0 and not attisdropped
    union all
    select format('constraint %s on %s: %s', conname, r.relname, pg_get_constraintdef(c.oid))
    from relations r join pg_constraint c on conrelid = r.oid
    union all
    select format('index %s%s', pg_get_indexdef(indexrelid), case when indisvalid then '' else ' (not valid)' end)
    from relations r join pg_index on indrelid = r.oid
    union all
    select format('trigger %s (%s)', pg_get_triggerdef(t.oid), tgenabled)
    from relations r join pg_trigger t on tgrelid = r.oid where not tgisinternal
    union all
    select format('function %s', pg_get_functiondef(oid)) from routines
    union all
    select format('type %s: %s', typname, (select string_agg(enumlabel, ', ' order by enumsortorder)
                                           from pg_enum where enumtypid = t.oid))
    from pg_type t where typnamespace = current_schema()::regnamespace and typtype in ('e', 'd')
      and not exists (select from pg_depend where classid = 'pg_type'::regclass and objid = t.oid and deptype = 'e')
    union all
    select format('view %s: %s', relname, pg_get_viewdef(oid)) from relations where relkind in ('v', 'm')
    union all
    select format('sequence %s: %s from %s by %s', relname, format_type(seqtypid, null), seqstart, seqincrement)
    from relations join pg_sequence on seqrelid = oid
    union all
    select format('comment on %s%s: %s', relname, coalesce('.' || attname, ''), description)
    from relations r join pg_description d on objoid = r.oid and classoid = 'pg_class'::regclass
    left join pg_attribute on attrelid = r.oid and attnum = objsubid and objsubid > 0
    union all
    select format('extension %s', extname) from pg_extension where extname <> 'plpgsql'
    order by line`);
  return rows.map(({ line }) => line);
}

/** What one schema has and the other has not, as lines that begin with "-" (only before) and "+" (only after). */
export function differences(before: readonly string[], after: readonly string[]): string[] {
  const inAfter = new Set(after);
  const inBefore = new Set(before);
  return [
    ...before.filter((line) => !inAfter.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !inBefore.has(line)).map((line) => `+ ${line}`),
  ];
}
