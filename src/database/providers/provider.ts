/** A server that answers, or did a moment ago. */
export interface Running {
  /** A connection string with its password: for pools and child processes, never for a log. */
  url: string;
  /** Whether this call started the server; who starts it stops it. */
  started: boolean;
}

/** What a provider knows of its server without a connection. */
export interface ProviderStatus {
  running: boolean;
  /** Present when the server runs, or is somebody else's. */
  url?: string;
  /** A phrase for people: where the server and its data are. */
  where: string;
  /** The folder that holds the data, where there is one. */
  dataDirectory?: string;
  /** Where the server writes its log; absent when that is somebody else's business. */
  logFile?: string;
}

/** One way to have a PostgreSQL 17. Each method may be called by several processes at once. */
export interface Provider {
  readonly name: 'external' | 'docker' | 'embedded';
  /** Starts the server, or joins it where it runs already. */
  start(): Promise<Running>;
  /** Stops the server if it runs and is ours; resolves to whether it did. */
  stop(): Promise<boolean>;
  status(): Promise<ProviderStatus>;
  /** Stops the server and removes its data for good. */
  wipe(): Promise<void>;
}

/** A server cannot be had; the message is a sentence that says what to do. */
export class ProviderError extends Error {
  override name = 'ProviderError';
}
