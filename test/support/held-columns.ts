import type { Knex } from 'knex';

/** A column as the catalogue knows it. */
export interface Catalogued {
  /** `table`, or `schema.table` outside of the schema of our own. */
  table: string;
  name: string;
  type: string;
  /** It holds text, JSON or several values. */
  isText: boolean;
  /** What it refers to, and whether the row goes with that (`c`) or is without it then (`n`). */
  refersTo: string | null;
  onDelete: string | null;
}

/** Every column of every table there is, of pg-boss's too; partitions have those of their table. */
export async function catalogued(knex: Knex): Promise<Catalogued[]> {
  const { rows } = await knex.raw<{ rows: Catalogued[] }>(`
    select case when n.nspname = current_schema() then c.relname else n.nspname || '.' || c.relname end as table,
           a.attname as name, format_type(a.atttypid, null) as type,
           (t.typcategory in ('S', 'A', 'U') and t.typname not in ('uuid', 'bytea')) as "isText",
           f.confrelid::regclass::text as "refersTo", f.confdeltype as "onDelete"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
    join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^(pg_|information_schema)'
    join pg_type t on t.oid = a.atttypid
    left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]
    where a.attnum > 0 and not a.attisdropped
    order by 1, a.attnum`);
  return rows;
}
