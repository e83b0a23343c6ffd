/** Where a database is and how to get in, read off a connection string. */
export interface Address {
  /** Servers, to be tried in this order; a host that begins with a slash is the folder of a socket. */
  hosts: readonly { host: string; port: number }[];
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  /** The rest, by libpq's names. */
  settings: ReadonlyMap<string, string>;
}

/** A connection string cannot be read; `message` continues a sentence that begins with its name, without the password. */
export class AddressError extends Error {
  override name = 'AddressError';
}

const DEFAULT_PORT = 5432;

/** What libpq knows that has a meaning here, or may be left unheard without harm. */
const SETTINGS = new Set(
  `application_name fallback_application_name options connect_timeout target_session_attrs sslmode sslrootcert sslcert
   sslkey sslpassword sslnegotiation channel_binding client_encoding gssencmode sslsni sslcompression
   load_balance_hosts tcp_user_timeout keepalives keepalives_idle keepalives_interval keepalives_count`.split(
    /\s+/,
  ),
);

const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  sslmode: ['disable', 'allow', 'prefer', 'require', 'no-verify', 'verify-ca', 'verify-full'],
  channel_binding: ['disable', 'prefer', 'require'],
  target_session_attrs: ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'],
  sslnegotiation: ['postgres', 'direct'],
  client_encoding: ['auto', 'UTF8', 'utf8', 'UTF-8', 'utf-8'],
  gssencmode: ['disable', 'prefer'],
  load_balance_hosts: ['disable'],
};

const IS_URI = /^postgres(?:ql)?:\/\//;
/** user:password@ (neither has a slash), hosts, /database, ?settings. */
const URI = /^\w+:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s;
const HOST = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s;
/** A name, an equals sign, and a value that has no blank or is between apostrophes. */
const PAIR = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/sy;

/**
 * Reads a connection string as libpq does, a URI or `key=value` pairs.
 * Source: PostgreSQL documentation, 32.1.1 "Connection Strings".
 * @throws AddressError that names the part which cannot be understood
 */
export function readAddress(text: string): Address {
  return build(IS_URI.test(text) ? partsOfUri(text) : pairs(text));
}

/** The same as a URI again, for another database of the server when a name is given. */
export function writeAddress(address: Address, database = address.database): string {
  const { hosts, user, password, settings } = address;
  const code = encodeURIComponent;
  const who = user === undefined ? '' : `${code(user)}${password === undefined ? '' : `:${code(password)}`}@`;
  const where = hosts
    .map(({ host, port }) => `${host.includes(':') ? `[${host}]` : code(host)}:${port}`)
    .join(',');
  const query = [...settings].map(([key, value]) => `${key}=${code(value)}`).join('&');
  return `postgresql://${who}${where}${database === undefined ? '' : `/${code(database)}`}${query && `?${query}`}`;
}

/** Where it is, for people. */
export function placeOf({ hosts }: Address): string {
  return hosts
    .map(({ host, port }) =>
      host.startsWith('/')
        ? `${host}/.s.PGSQL.${port}`
        : `${host.includes(':') ? `[${host}]` : host}:${port}`,
    )
    .join(', ');
}

/** The name of its database, which is that of its user where it names none. */
export function databaseOf({ database, user }: Address): string {
  return database ?? user ?? '';
}

function partsOfUri(text: string): Map<string, string> {
  const [, user, password, authority = '', database, query] = URI.exec(text) ?? [];
  const parts = new Map<string, string>();
  const put = (key: string, what: string, value: string | undefined) => {
    if (value) parts.set(key, decode(what, value));
  };
  put('user', 'user name', user);
  put('password', 'password', password);
  const hosts = authority.split(',').map((each) => HOST.exec(each));
  const wrong = hosts.findIndex((each) => !each);
  if (wrong >= 0) throw new AddressError(`has a host that cannot be read: “${authority.split(',')[wrong]}”`);
  put('host', 'host', hosts.map((each) => each?.[1]?.replace(/^\[(.*)\]$/, '$1') ?? '').join(','));
  if (hosts.some((each) => each?.[2])) parts.set('port', hosts.map((each) => each?.[2] ?? '').join(','));
  put('dbname', 'database name', database);
  for (const pair of query ? query.split('&') : []) {
    const at = pair.indexOf('=');
    if (at < 0)
      throw new AddressError(`has “${pair}” behind the question mark, where name=value is expected`);
    const key = decode('name of a setting', pair.slice(0, at));
    parts.set(key, decode(`value of ${key}`, pair.slice(at + 1)));
  }
  return parts;
}

function pairs(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < text.trimEnd().length) {
    const at = PAIR.lastIndex;
    const [, key = '', quoted, plain = ''] = PAIR.exec(text) ?? [];
    if (!key) {
      const [word = ''] = text.slice(at).trim().split(/[\s=]/, 1);
      throw new AddressError(
        parts.size === 0
          ? 'is not such an address; write it like postgres://user:password@host:5432/database'
          : `has “${word}”, where name=value is expected`,
      );
    }
    parts.set(key, (quoted ?? plain).replace(/\\(.)/gs, '$1'));
  }
  return parts;
}

/** The part is named and, since it may be a password, only what is wrong in it is quoted. */
function decode(what: string, text: string): string {
  const [wrong] = /%(?![\da-f]{2}).{0,2}/is.exec(text) ?? [];
  if (wrong !== undefined)
    throw new AddressError(
      `has “${what === 'password' ? '%' : wrong}” in its ${what}, which is no character's code; write %25 for a percent sign`,
    );
  try {
    const decoded = decodeURIComponent(text);
    if (!decoded.includes('\0')) return decoded;
  } catch {
    // Codes that are no UTF-8.
  }
  throw new AddressError(`has codes in its ${what} that are no text`);
}

function build(parts: Map<string, string>): Address {
  const take = (key: string) => {
    const value = parts.get(key);
    parts.delete(key);
    return value === '' ? undefined : value;
  };
  const [hosts, ports] = [(take('host') ?? '').split(','), (take('port') ?? '').split(',')];
  if (ports.length > 1 && ports.length !== hosts.length)
    throw new AddressError(`has ${ports.length} ports for ${hosts.length} hosts`);
  const [user, password, database, ssl] = ['user', 'password', 'dbname', 'ssl'].map(take);
  if (ssl !== undefined) parts.set('sslmode', parts.get('sslmode') ?? modeOf(ssl));
  for (const [key, value] of parts) {
    if (!SETTINGS.has(key))
      throw new AddressError(`has the setting “${key}”, which is not known; take it out`);
    const allowed = ONE_OF[key];
    if (allowed && !allowed.includes(value))
      throw new AddressError(`has “${value}” as ${key}; write one of: ${allowed.join(', ')}`);
  }
  return {
    hosts: hosts.map((host, at) => ({ host: host || 'localhost', port: portOf(ports[at] ?? ports[0]) })),
    user,
    password,
    database,
    settings: parts,
  };
}

/** `ssl=true` is JDBC's, and libpq takes it; `ssl=false` is its opposite. */
function modeOf(ssl: string): string {
  if (/^(true|1|on)$/i.test(ssl)) return 'require';
  if (/^(false|0|off)$/i.test(ssl)) return 'disable';
  throw new AddressError(`has “${ssl}” as ssl; write sslmode=require or sslmode=disable`);
}

function portOf(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535)
    throw new AddressError(`has “${text}” as its port; write a number from 1 to 65535`);
  return port;
}
