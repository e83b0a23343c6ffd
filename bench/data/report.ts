import { percentile, short } from '../numbers.ts';
import { table } from '../report/table.ts';
import type { PartReport } from '../run.ts';
import type { Explained } from '../sql/explained.ts';
import type { Call, Measured, Watched } from './measured.ts';

/** Milliseconds in the database. */
const GOAL = 10;

interface Row {
  kind: string;
  statements: number;
  p50: number;
  p99: number;
  max: number;
  /** Null where nobody waits for a reply. */
  clientP50: number | null;
  clientP99: number | null;
  smallP50: number;
  /** Whether the goal is met; null where nobody waits for a reply. */
  met: boolean | null;
  /** Large tables that some call read from end to end. */
  scanned: string[];
  /** The plan of the statement that took longest. */
  plan: string;
}

/** The table and the plans of part *data*; a sequential scan of a large table is a failure. */
export function reportData(small: Measured, full: Measured): PartReport {
  const rows = full.watched.map((watched, i) => rowOf(watched, small.watched[i], full.large));
  const growth = Math.log(full.tracks) / Math.log(small.tracks);
  const figures = table(
    ['command', 'statements', 'p50', 'p99', 'max', 'goal', 'p50 at 1 %', 'growth', 'reply p50', 'reply p99'],
    rows.map((row) => [
      row.kind,
      short(row.statements),
      ...[row.p50, row.p99, row.max].map(short),
      row.met === null ? '–' : row.met ? 'met' : 'MISSED',
      short(row.smallP50),
      `×${short(row.p50 / row.smallP50)}`,
      ...[row.clientP50, row.clientP99].map((ms) => (ms === null ? '–' : short(ms))),
    ]),
  );
  const plans = rows.map(({ kind, plan }) => `#### ${kind}\n\n\`\`\`\n${plan}\n\`\`\``).join('\n\n');
  return {
    text: `## Data: ${full.size.playlists} playlists, ${full.tracks} tracks, ${full.todos} to-dos

${figures}

Milliseconds in the database, all statements of a call together, as the server's own EXPLAIN ANALYZE says; a reply's are
from the gateway's event to the REST callback, with that log being written. Goal: p99 at most ${GOAL} ms, of what somebody
waits for; jobs are made a thousand, taken and claimed twenty at a time. A hundred times the data should cost no more
than ×${short(growth)} (log n) where an index is searched.

### The slowest statement of each

${plans}`,
    result: { rows, small: plain(small), full: plain(full) },
    failures: rows.flatMap(({ kind, scanned }) =>
      scanned.map((name) => `${kind} reads ${name} from end to end (Seq Scan)`),
    ),
  };
}

function rowOf({ kind, calls }: Watched, small: Watched | undefined, large: readonly string[]): Row {
  const times = calls.map(({ database }) => database);
  const clients = calls.flatMap(({ client }) => client ?? []);
  const all = calls.flatMap(({ statements }) => statements);
  const scans = all.flatMap(({ plan }) =>
    [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, name = '']) => name),
  );
  const slowest = all.toSorted((a, b) => b.milliseconds - a.milliseconds)[0];
  const p99 = percentile(times, 0.99);
  return {
    kind,
    statements: calls.reduce((sum, call) => sum + own(call).length, 0) / calls.length,
    p50: percentile(times, 0.5),
    p99,
    max: Math.max(...times),
    clientP50: clients.length > 0 ? percentile(clients, 0.5) : null,
    clientP99: clients.length > 0 ? percentile(clients, 0.99) : null,
    smallP50: percentile(small?.calls.map(({ database }) => database) ?? [], 0.5),
    met: clients.length > 0 ? p99 <= GOAL : null,
    scanned: [...new Set(scans)].filter((name) => large.includes(name)),
    plan: slowest ? `${slowest.milliseconds} ms\n${slowest.sql.trim()}\n\n${slowest.plan}` : '',
  };
}

const own = ({ statements }: Call): Explained[] => statements.filter(({ nested }) => !nested);

/** Every time of every call, without the plans. */
const plain = ({ watched, ...rest }: Measured) => ({
  ...rest,
  watched: watched.map(({ kind, calls }) => ({
    kind,
    calls: calls.map((call) => ({
      client: call.client,
      database: call.database,
      statements: own(call).map(({ milliseconds }) => milliseconds),
    })),
  })),
});
