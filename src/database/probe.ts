import { setTimeout as sleep } from 'node:timers/promises';
import { Connector } from './connect.ts';
import { WRONG_DEFAULTS } from './session.ts';
import { explainFailure, ProbeError } from './probe-error.ts';

export interface ProbeOptions {
  /** Milliseconds in which to keep trying; 0 tries once. */
  timeoutMs: number;
  applicationName?: string;
  /** Told why it is still waiting, once for each different reason. */
  readonly onWaiting?: (sentence: string) => void;
}

/** What the server said of itself. */
export interface Probed {
  /** "17.10" */
  version: string;
}

const CONNECT_TIMEOUT_MS = 2_000;
const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 2_000;
const OLDEST_VERSION = 170_000;

/**
 * Waits until PostgreSQL can be worked with: it answers, lets us in, is recent enough and can be written to.
 * @throws ProbeError with one sentence that says what to do: at once where waiting cannot help.
 */
export async function probe(url: string, options: ProbeOptions): Promise<Probed> {
  const deadline = performance.now() + options.timeoutMs;
  let said = '';
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    try {
      return await attempt(url, options.applicationName ?? 'ostinato probe');
    } catch (error) {
      const problem = explainFailure(error, url);
      // Jitter, so that replicas that start together do not knock together.
      const pause = delay * (0.5 + Math.random() / 2);
      if (!problem.passing || performance.now() + pause > deadline) throw problem;
      if (problem.message !== said) options.onWaiting?.(problem.message);
      said = problem.message;
      await sleep(pause);
    }
  }
}

async function attempt(url: string, applicationName: string): Promise<Probed> {
  const connector = new Connector(url, {
    applicationName,
    connectMs: CONNECT_TIMEOUT_MS,
    queryMs: CONNECT_TIMEOUT_MS,
  });
  const client = await connector.connect();
  let broken: Error | undefined;
  client.on('error', (error) => (broken = error));
  try {
    const { rows } = await client.query<Facts>(`
      select split_part(current_setting('server_version'), ' ', 1) as version,
             current_setting('server_version_num')::int as number,
             current_setting('server_encoding') as encoding, quote_ident(current_database()) as database,
             quote_ident(current_user) as role,
             pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only,
             coalesce(has_schema_privilege(current_schema(), 'usage'), false) as usable`);
    const [facts] = rows;
    if (!facts) throw broken ?? new Error('PostgreSQL answered nothing');
    judge(facts);
    if (connector.pooled) judgeDefaults((await client.query<Default>(WRONG_DEFAULTS)).rows, facts);
    if (!facts.usable) {
      throw new ProbeError(
        'The role of DATABASE_URL has no schema it may use; run `grant usage on schema public to <role>` as the owner.',
      );
    }
    return { version: facts.version };
  } finally {
    await client.end();
  }
}

interface Facts {
  version: string;
  number: number;
  encoding: string;
  database: string;
  role: string;
  read_only: boolean;
  usable: boolean;
}

interface Default {
  name: string;
  found: string;
  needed: string;
}

/** A pooler keeps these settings for nobody: outside of transactions, those of the role in the database hold. */
function judgeDefaults(wrong: readonly Default[], { role, database }: Facts): void {
  const [first] = wrong;
  if (!first) return;
  const statements = wrong.map(
    ({ name, needed }) => `alter role ${role} in database ${database} set ${name} = '${needed}';`,
  );
  throw new ProbeError(
    `The pooler in DATABASE_URL does not pass on ${first.name}, which is ${first.found} in this database where Ostinato needs ${first.needed}; run \`${statements.join(' ')}\` as an administrator and restart the pooler, or let DATABASE_URL name the server itself.`,
  );
}

function judge(facts: Facts): void {
  if (facts.number < OLDEST_VERSION) {
    throw new ProbeError(
      `The server is PostgreSQL ${facts.version}, and Ostinato needs 17 or newer; upgrade it, or let DATABASE_URL name another.`,
    );
  }
  if (facts.encoding !== 'UTF8') {
    throw new ProbeError(
      `Database ${facts.database} has the encoding ${facts.encoding}, which cannot hold every language; create one that has UTF8 (\`create database ostinato encoding 'UTF8' template template0\`), and let DATABASE_URL name it.`,
    );
  }
  if (facts.read_only) {
    throw new ProbeError(
      'The server is read-only (a standby, or default_transaction_read_only is on); let DATABASE_URL name the primary.',
      { passing: true },
    );
  }
}
