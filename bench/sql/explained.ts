import type { Client } from 'pg';
import { readBetween } from '../processes/usage.ts';

/** Names of the bot's connections: what answers people, and what works without being asked. */
export const ANSWERS = 'ostinato';
export const JOBS = 'ostinato jobs';

/** One statement as the server saw it. */
export interface Explained {
  /** The name of the connection. */
  by: string;
  sql: string;
  /** As text; null for NULL. */
  bindings: (string | null)[];
  /** Execution in the database. */
  milliseconds: number;
  /** As EXPLAIN ANALYZE prints it. */
  plan: string;
  /** By a trigger or a foreign key, within another statement, whose time includes its own. */
  nested: boolean;
}

/** Who asked, before each entry: the bot's jobs do so in between, over connections of their own. */
const PREFIX = '%m [%p] %a ';

/** Has every later connection to the database write what it does into the server's log. Source: PostgreSQL documentation, F.3. */
export async function explainEverything(client: Client, database: string): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    // Reading the clock for each row would cost more than many of the statements.
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
  };
  for (const [name, value] of Object.entries(settings))
    await client.query(`alter database ${database} set ${name} = '${value}'`);
  await client.query(`alter system set log_line_prefix = '${PREFIX}'`);
  await client.query('select pg_reload_conf()');
}

/** What the log says between two places of what came over connections of that name. */
export async function readExplained(
  logFile: string,
  from: number,
  to: number,
  name = ANSWERS,
): Promise<Explained[]> {
  return parseExplained(await readBetween(logFile, from, to)).filter(({ by }) => by === name);
}

/** A statement, and the line that says within which function it ran. */
const ENTRY = /\] (.*) LOG: {2}duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)(.*CONTEXT: )?/g;
const PARTS = /^\tQuery Text: ([^]*?)\n(?:\tQuery Parameters: (.*)\n)?(\t[A-Z][^\n]*\(cost=[^]*)$/;

export function parseExplained(log: string): Explained[] {
  return [...log.matchAll(ENTRY)].flatMap(([, by = '', duration, body = '', context]) => {
    const [, sql = '', parameters = '', plan = ''] = PARTS.exec(body) ?? [];
    if (!sql) return [];
    return [
      {
        by,
        sql: sql.replaceAll('\n\t', '\n'),
        bindings: [...parameters.matchAll(/\$\d+ = (NULL|'(?:[^']|'')*')/g)].map(([, value = 'NULL']) =>
          value === 'NULL' ? null : value.slice(1, -1).replaceAll("''", "'"),
        ),
        milliseconds: Number(duration),
        plan: plan.replaceAll(/^\t/gm, '').trimEnd(),
        nested: context !== undefined,
      },
    ];
  });
}
