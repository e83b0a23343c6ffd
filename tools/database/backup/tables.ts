import { escapeIdentifier, type ClientBase } from 'pg';
import { BackupError } from './format.ts';

export interface Table {
  name: string;
  /** Those that are stored; what PostgreSQL computes comes back by itself. */
  columns: string[];
  /** What puts the rows into one order on every server, for ORDER BY. */
  order: string;
}

/** Knex's own lock is a state of the moment, not something to keep. */
const LEFT_OUT = 'knex_migrations_lock';

/**
 * The tables of the current schema, each after those it refers to. Extensions' own are theirs, partitions come with
 * their table, and what is unlogged may be lost anyway. Text is ordered by bytes, since languages sort differently from server to server.
 * Source: PostgreSQL documentation, chapter 51, "System Catalogs".
 */
export async function tablesInOrder(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>({
    text: `
      select c.relname as name,
        array(select attname::text from pg_attribute
              where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
        coalesce(
          (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end,
                             ', ' order by k.n)
           from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, n), pg_attribute a
           where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum),
          quote_ident(c.relname) || '::text collate "C"') as "order",
        array(select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
              where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid and not f.condeferrable) as needs
      from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relpersistence = 'p'
        and c.relname <> $1
        and not exists (select from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by c.relname`,
    values: [LEFT_OUT],
  });
  return sorted(rows);
}

function sorted(tables: (Table & { needs: string[] })[]): Table[] {
  const done = new Set<string>();
  const order: Table[] = [];
  while (order.length < tables.length) {
    const next = tables.filter(
      ({ name, needs }) => !done.has(name) && needs.every((other) => done.has(other)),
    );
    if (next.length === 0) {
      const circle = tables.filter(({ name }) => !done.has(name)).map(({ name }) => name);
      throw new BackupError(
        `The tables ${circle.join(', ')} refer to each other in a circle; make one of the foreign keys deferrable, then try again.`,
      );
    }
    for (const { name, columns, order: by } of next) {
      done.add(name);
      order.push({ name, columns, order: by });
    }
  }
  return order;
}

/** `name (column, …)`, quoted. */
export function withColumns({ name, columns }: Pick<Table, 'name' | 'columns'>): string {
  return `${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(', ')})`;
}

/** The statement that reads a table as COPY text. */
export function copyOut({ name, columns, order }: Table): string {
  return `copy (select ${columns.map(escapeIdentifier).join(', ')} from ${escapeIdentifier(name)} order by ${order}) to stdout`;
}

/** The statement that fills a table; also the line of the script above its rows. */
export function copyIn(table: Pick<Table, 'name' | 'columns'>): string {
  return `copy ${withColumns(table)} from stdin`;
}
