import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** The keys whose values never reach the log, at any of the depths where our objects carry them. */
const SECRETS = ['token', 'password', 'authorization', 'connectionString', 'DATABASE_URL', 'DISCORD_TOKEN'];

const CREDENTIALS_IN_URL = /(\w+:\/\/[^\s:/@]*):[^\s@]+@/g;

/** In `key=value` pairs. */
const PASSWORD_OF_PAIRS = /(\bpassword\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s'&]+)/gi;

/** Takes the password out of every connection string in a text. */
export function withoutCredentials(text: string): string {
  return text.replace(CREDENTIALS_IN_URL, '$1:***@').replace(PASSWORD_OF_PAIRS, '$1***');
}

/** Where PostgreSQL's messages quote a value that it was given: `invalid input syntax for type bigint: "…"`. */
const QUOTED_VALUE = /(: |value |time zone )"[^"]*"/g;

/** An error's text as it may be logged. */
function fit(text: string): string {
  return withoutCredentials(text).replace(QUOTED_VALUE, '$1"…"');
}

/** JSON lines on standard output, secrets redacted, errors with their causes. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '***' },
    serializers: {
      err: (error: Error) => {
        const plain = pino.stdSerializers.err(error);
        return {
          type: plain.type,
          message: fit(plain.message),
          stack: fit(plain.stack),
        };
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
