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
  /** The Docker volume that holds the data, where there is one. */
  volume?: string;
  /** Where the server writes its log, where that is a file of ours. */
  logFile?: string;
}

/** A program for the terminal: run without a shell. */
export interface Program {
  program: string;
  args: string[];
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
  /** What shows the server's log, where that is no file. */
  logs?(follow: boolean): Promise<Program>;
  /** The psql that comes along with the server; `settings` is a psqlrc, `terminal` whether a person types. */
  psql?(how: { settings: string | undefined; terminal: boolean }): Promise<Program>;
  /** How much disk the data of a running server take, where there is no folder to look at. */
  bytesOnDisk?(): Promise<number>;
}

/** A server cannot be had; the message is a sentence that says what to do. */
export class ProviderError extends Error {
  override name = 'ProviderError';
}
