import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';

interface Column {
  table: string;
  name: string;
  nullable: boolean;
}

const TABLE = /static override tableName = '([^']+)'/;
/** `declare` fields; one whose comment says that it is computed is no column. */
const FIELD = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?declare (\w+): ([^;]+);/g;
/** What `columns()` of src/models/base/columns.ts is given. */
const NAMED = /\bcolumns\(\s*'(\w+)',\s*\{(.*?)\n\s*\},/gs;
const NAME = /(?:^|[{,])\s*(\w+):/gm;
const QUOTED = /'[^']*'|`[^`]*`|"[^"]*"/g;
const COMPUTED = /@computed\b/;

/** The columns of the current schema's tables. */
export async function columnsOf(knex: Knex): Promise<Column[]> {
  const { rows } = await knex.raw<{ rows: Column[] }>(`
    select table_name as "table", column_name as name, is_nullable = 'YES' as nullable
    from information_schema.columns where table_schema = current_schema() order by ordinal_position`);
  return rows;
}

/** How the models below a folder differ from the tables; one line each. */
export async function modelDrift(columns: readonly Column[], folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
  const named = new Map(
    texts.flatMap((text) =>
      [...text.matchAll(NAMED)].map(
        ([, table = '', held = '']) =>
          [table, [...held.replaceAll(QUOTED, '').matchAll(NAME)].map(([, name = '']) => name)] as const,
      ),
    ),
  );
  return texts.flatMap((text, at) => {
    const table = TABLE.exec(text)?.[1];
    if (!table) return [];
    const present = columns.filter((column) => column.table === table);
    return compare(`${files[at]}`, table, present, { text, named: named.get(table) ?? [] });
  });
}

function compare(
  file: string,
  table: string,
  columns: readonly Column[],
  { text, named }: { text: string; named: readonly string[] },
): string[] {
  if (columns.length === 0) return [`${file}: there is no table ${table}`];
  const fields = new Map(
    [...text.matchAll(FIELD)]
      .filter(([, comment = '']) => !COMPUTED.test(comment))
      .map(([, , field = '', type = '']) => [snakeCase(field), /\bnull\b/.test(type)]),
  );
  const lines = columns.flatMap(({ name, nullable }) => {
    const may = fields.get(name);
    fields.delete(name);
    if (may === undefined) return [`${file}: column ${table}.${name} is not declared`];
    if (may === nullable) return [];
    return [`${file}: column ${table}.${name} is ${nullable ? 'nullable' : 'not null'}, the field is not so`];
  });
  const present = new Set(columns.map(({ name }) => name));
  const unnamed = [...present].filter((name) => !named.includes(name));
  const unknown = new Set([...fields.keys(), ...named.filter((name) => !present.has(name))]);
  return [
    ...lines,
    ...unnamed.map((name) => `${file}: columns() does not name ${table}.${name}`),
    ...[...unknown].map((name) => `${file}: ${table} has no column ${name}`),
  ];
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
