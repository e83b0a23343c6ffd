import { Client, type ClientConfig } from 'pg';
import { deadline } from '../deadline.ts';
import { readAddress, type Address } from './address.ts';
import { sqlState, Unanswered } from './database-error.ts';
import { FIX_REPORTED, fixLocally, IS_FIXED, startupOptions, type Limits } from './session.ts';
import { tlsWays } from './tls.ts';

export interface ConnectOptions {
  /** Seen in pg_stat_activity. */
  applicationName: string;
  /** Milliseconds that a server has to let us in; 2,000 unless told. */
  connectMs?: number;
  /** Milliseconds after which the client gives up on an answer. */
  queryMs?: number;
  limits?: Limits;
  /** For a question that depends on no setting: asks for none. */
  bare?: boolean;
  /** Told of each client before it connects, to be cut off or listened to. */
  onClient?(client: Client): void;
}

const CONNECT_MS = 2_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

/** What a pooler says that takes no startup options: PgBouncer the first, others the second. */
const REFUSES_OPTIONS = /startup parameter|command-line options/i;
const NO_TLS = /does not support SSL|no encryption|SSL off|pg_hba\.conf/i;

/**
 * Makes connections to one database, each with the settings of `session.ts`: the one place where they are made.
 * Behind a pooler that takes no startup options, or leaves them out, they are fixed as far as a pooler can carry them;
 * `begin` then fixes the rest for each transaction. See docs/decisions.
 */
export class Connector {
  readonly address: Address;
  readonly #options: ConnectOptions;
  readonly #limits: Limits;
  #pooled = false;

  /** @throws AddressError */
  constructor(url: string, options: ConnectOptions) {
    this.address = readAddress(url);
    this.#options = options;
    this.#limits = options.limits ?? {};
  }

  /** Whether there is a pooler in between that may give each transaction another server's connection. */
  get pooled(): boolean {
    return this.#pooled;
  }

  /** What follows BEGIN, with which it is sent; nothing where connections keep their settings. */
  get begin(): string {
    return this.#pooled ? fixLocally(this.#limits) : '';
  }

  /** @throws whatever keeps the last of the hosts from letting us in */
  async connect(): Promise<Client> {
    let failure: unknown;
    for (const { host, port } of this.address.hosts) {
      for (const ssl of tlsWays(this.address)) {
        try {
          const client = await this.#fixed({ host, port, ssl: host.startsWith('/') ? false : ssl });
          if (await this.#suits(client)) return client;
          failure = new Error(
            `no server of the address is ${this.address.settings.get('target_session_attrs')}`,
          );
          await client.end();
          break;
        } catch (error) {
          failure = error;
          if (!NO_TLS.test(String(error))) break;
        }
      }
    }
    throw failure;
  }

  async #fixed(where: ClientConfig): Promise<Client> {
    if (this.#options.bare) return this.#open(where);
    if (!this.#pooled) {
      try {
        const options = startupOptions(this.#limits, this.address.settings.get('options'));
        const client = await this.#open({ ...where, options });
        const { rows } = await this.#inTime(client, () => client.query<{ fixed: boolean }>(IS_FIXED));
        if (rows[0]?.fixed) return client;
        await client.end();
      } catch (error) {
        if (!/^(08P01|0A000)$/.test(sqlState(error) ?? '') || !REFUSES_OPTIONS.test(String(error)))
          throw error;
      }
      this.#pooled = true;
    }
    const client = await this.#open(where);
    await this.#inTime(client, () => client.query(FIX_REPORTED));
    return client;
  }

  async #open(where: ClientConfig): Promise<Client> {
    const client = new Client({ ...configOf(this.address, this.#options), ...where });
    // What breaks a connection also rejects what waits for it; without a listener it would end the process.
    client.on('error', () => undefined);
    this.#options.onClient?.(client);
    try {
      await this.#inTime(client, () => client.connect());
    } catch (error) {
      // What is half open is of no use; that it cannot be closed either is no news.
      client.end().catch(() => undefined);
      throw error;
    }
    return client;
  }

  /** By a deadline of our own: the driver's timers take a late timer for a missing answer. */
  async #inTime<T>(client: Client, work: () => Promise<T>): Promise<T> {
    const { connectMs = CONNECT_MS } = this.#options;
    const late = () => client.connection.stream.destroy(new Unanswered(connectMs));
    const cancel = deadline(connectMs, late);
    try {
      return await work();
    } finally {
      cancel();
    }
  }

  /** Source: PostgreSQL documentation, 32.1.2 "Parameter Key Words", target_session_attrs. */
  async #suits(client: Client): Promise<boolean> {
    const wanted = this.address.settings.get('target_session_attrs') ?? 'any';
    if (wanted === 'any' || wanted === 'prefer-standby') return true;
    const { rows } = await client.query<{ standby: boolean; readonly: boolean }>(
      `select pg_is_in_recovery() as standby, current_setting('transaction_read_only')::boolean as readonly`,
    );
    const { standby = false, readonly = false } = rows[0] ?? {};
    return { primary: !standby, standby, 'read-only': readonly, 'read-write': !readonly }[wanted] ?? true;
  }
}

/** All but where it is: host, port and TLS. */
function configOf(address: Address, options: ConnectOptions): ClientConfig {
  const { user, password, database, settings } = address;
  const { applicationName, queryMs } = options;
  const config = {
    user,
    password,
    database,
    application_name: settings.get('application_name') ?? applicationName,
    enableChannelBinding: settings.get('channel_binding') === 'require',
    sslnegotiation: settings.get('sslnegotiation'),
    query_timeout: queryMs,
    keepAlive: settings.get('keepalives') !== '0',
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  };
  // What is undefined is as good as absent: node-postgres then takes its own default.
  return config as ClientConfig;
}

/** The settings of a connection to the first of the hosts, for a program that makes its own, without a pooler. */
export function clientConfig(url: string, options: ConnectOptions): ClientConfig {
  const address = readAddress(url);
  const [ssl] = tlsWays(address);
  const fixed = startupOptions(options.limits ?? {}, address.settings.get('options'));
  return { ...configOf(address, options), ...address.hosts[0], ssl: ssl ?? false, options: fixed };
}

/** One connection; the caller ends it. */
export function connect(url: string, options: ConnectOptions): Promise<Client> {
  return new Connector(url, options).connect();
}
