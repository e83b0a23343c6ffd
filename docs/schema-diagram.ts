import type { Knex } from 'knex';

interface Column {
  table: string;
  name: string;
  type: string;
  primary: boolean;
  foreign: boolean;
  comment: string | null;
}

interface Reference {
  from: string;
  to: string;
  columns: string;
  optional: boolean;
  one: boolean;
}

/** The schema of a migrated database as a Mermaid diagram, read off the catalogue; Knex's own tables are left out. */
export async function schemaDiagram(knex: Knex): Promise<string> {
  const columns = await rowsOf<Column>(
    knex,
    `select c.relname as table, a.attname as name, regexp_replace(format_type(a.atttypid, a.atttypmod), ' with.*', 'tz') as type,
       exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as primary,
       exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey)) as foreign,
       col_description(c.oid, a.attnum) as comment
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname !~ '^knex_'
     order by c.relname, a.attnum`,
  );
  const references = await rowsOf<Reference>(
    knex,
    `select c.relname as from, r.relname as to,
       (select string_agg(a.attname, ', ' order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum = any (f.conkey)) as columns,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = any (f.conkey) and not a.attnotnull) as optional,
       exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null
                 and i.indkey::int2[] @> f.conkey and i.indnatts = cardinality(f.conkey)) as one
     from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class r on r.oid = f.confrelid
     where f.contype = 'f' and c.relnamespace = current_schema()::regnamespace
     order by c.relname, r.relname, f.conname`,
  );
  return [
    '```mermaid',
    'erDiagram',
    ...[...new Set(columns.map(({ table }) => table))].flatMap((table) => [
      `  ${table} {`,
      ...columns.filter((column) => column.table === table).map((column) => `    ${line(column)}`),
      '  }',
    ]),
    ...references.map(
      ({ from, to, columns, optional, one }) =>
        `  ${to} ${optional ? '|o' : '||'}--${one ? 'o|' : 'o{'} ${from} : "${columns}"`,
    ),
    '```',
  ].join('\n');
}

function line({ type, name, primary, foreign, comment }: Column): string {
  const keys = [...(primary ? ['PK'] : []), ...(foreign ? ['FK'] : [])].join(', ');
  return [type, name, keys, comment ? `"${comment.replaceAll('"', "'")}"` : ''].filter(Boolean).join(' ');
}

async function rowsOf<T>(knex: Knex, sql: string): Promise<T[]> {
  return (await knex.raw<{ rows: T[] }>(sql)).rows;
}
