import { withoutCredentials } from '../logger.ts';
import { databaseOf, placeOf, readAddress } from './address.ts';
import { sqlState } from './database-error.ts';

/** PostgreSQL cannot be worked with; `message` is one sentence that says what to do, without a password. */
export class ProbeError extends Error {
  override name = 'ProbeError';
  /** Whether it may pass by itself, so that trying again makes sense. */
  readonly passing: boolean;

  constructor(message: string, options: ErrorOptions & { passing?: boolean } = {}) {
    super(message, options);
    this.passing = options.passing ?? false;
  }
}

interface Explanation {
  when: RegExp;
  says(server: Server): string;
  passing?: true;
}

interface Server {
  host: string;
  user: string;
  database: string;
}

/** Matched in this order against "<SQLSTATE or system code> <message>"; some of node-postgres's errors have no code. */
const EXPLANATIONS: Explanation[] = [
  {
    when: /^ECONNREFUSED/,
    says: ({ host }) =>
      `PostgreSQL does not answer at ${host} (connection refused); start it (\`./dev-env.sh db:up\`), or correct DATABASE_URL.`,
    passing: true,
  },
  {
    when: /^(ENOTFOUND|EAI_AGAIN)/,
    says: ({ host }) =>
      `The database host ${host} is not known; correct the host in DATABASE_URL, or the DNS.`,
    passing: true,
  },
  {
    when: /no encryption/,
    says: ({ host }) =>
      `PostgreSQL at ${host} takes encrypted connections only; add ?sslmode=require to DATABASE_URL.`,
  },
  {
    when: /does not support SSL/,
    says: ({ host }) =>
      `PostgreSQL at ${host} does not offer TLS; take sslmode out of DATABASE_URL, or switch TLS on in the server.`,
  },
  {
    when: /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ERR_TLS_CERT)/,
    says: ({ host }) =>
      `The TLS certificate of PostgreSQL at ${host} cannot be trusted; add sslrootcert=<its authority's file> to DATABASE_URL, or use the host name it was made for.`,
  },
  {
    when: /^28P01|password must be a string/,
    says: ({ user }) => `PostgreSQL refuses the password of role ${user}; correct it in DATABASE_URL.`,
  },
  {
    when: /^28000/,
    says: ({ user, host }) =>
      `PostgreSQL at ${host} does not let role ${user} in from here; correct the role in DATABASE_URL, or the server's pg_hba.conf.`,
  },
  {
    when: /^3D000/,
    says: ({ database, host }) =>
      `There is no database ${database} at ${host}; create it (\`createdb ${database}\`), or correct the name in DATABASE_URL.`,
  },
  {
    when: /^42501/,
    says: ({ user, database }) =>
      `Role ${user} may not use database ${database}; run \`grant connect on database ${database} to ${user}\` as its owner.`,
  },
  {
    when: /^53100/,
    says: ({ host }) =>
      `The disk of PostgreSQL at ${host} is full; free some space there or make it bigger, then try again. What was in the database still is.`,
    passing: true,
  },
  {
    when: /^(40P01|55P03)/,
    says: ({ database }) =>
      `Somebody keeps locked what this needs in database ${database}; see who (\`./dev-env.sh db:shell\`, then \`:locks\`), let them finish, and try again.`,
    passing: true,
  },
  {
    when: /^53300/,
    says: ({ host }) =>
      `PostgreSQL at ${host} has no connection left; lower DATABASE_POOL_MAX, or raise the server's max_connections.`,
    passing: true,
  },
  {
    when: /^57P0/,
    says: ({ host }) =>
      `PostgreSQL at ${host} is starting up or shutting down; wait, or raise DATABASE_START_TIMEOUT.`,
    passing: true,
  },
  {
    when: /^(OSTINATO_UNANSWERED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|timeout expired|Query read timeout|Connection terminated)/,
    says: ({ host }) =>
      `PostgreSQL at ${host} cannot be reached in time; check the network and firewall, or the host in DATABASE_URL.`,
    passing: true,
  },
];

/** Turns whatever a connection attempt threw into a sentence. */
export function explainFailure(error: unknown, url: string): ProbeError {
  if (error instanceof ProbeError) return error;
  const address = readAddress(url);
  const server = { host: placeOf(address), user: address.user ?? '', database: databaseOf(address) };
  const code = sqlState(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : '');
  const message = error instanceof Error ? error.message : String(error);
  const known = EXPLANATIONS.find(({ when }) => when.test(`${code} ${message}`.trim()));
  if (known) return new ProbeError(known.says(server), { cause: error, passing: known.passing ?? false });
  return new ProbeError(
    `PostgreSQL at ${server.host} cannot be used: ${withoutCredentials(message)}; check DATABASE_URL.`,
    { cause: error },
  );
}
