import { isRecord } from '../state/is-record.ts';

/** Discord's codes for the errors made here, with the HTTP status and message it sends. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const ERRORS = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40094: [400, 'This interaction has reached the maximum number of follow-up messages'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50035: [400, 'Invalid Form Body'],
  50041: [400, 'Invalid API version specified'],
  50109: [400, 'The request body contains invalid JSON.'],
} as const satisfies Record<number, readonly [number, string]>;

/** One complaint about one field. */
export interface FieldError {
  path: PropertyKey[];
  code: string;
  message: string;
}

/** An error as Discord's API answers it. https://docs.discord.com/developers/reference#error-messages */
export class DiscordError extends Error {
  readonly status: number;
  readonly body: { message: string; code: number; errors?: unknown };

  constructor(status: number, body: DiscordError['body']) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** Makes the error of one of Discord's codes. */
export function discordError(code: keyof typeof ERRORS): DiscordError {
  const [status, message] = ERRORS[code];
  return new DiscordError(status, { message, code });
}

/** Makes an error that has only an HTTP status, such as `404: Not Found`. */
export function httpError(status: number, reason: string): DiscordError {
  return new DiscordError(status, { message: `${status}: ${reason}`, code: 0 });
}

/** Makes the answer to what Discord does and this does not. */
export function notImplemented(what: string): DiscordError {
  return httpError(501, `Not implemented in the playground: ${what}`);
}

/** Makes 50035 "Invalid Form Body", its errors nested by path. */
export function invalidForm(fields: FieldError[]): DiscordError {
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of fields) {
    let at = errors;
    for (const key of path.map(String)) {
      const next = isRecord(at[key]) ? at[key] : {};
      at[key] = next;
      at = next;
    }
    const already = Array.isArray(at['_errors']) ? at['_errors'] : [];
    at['_errors'] = [...already, { code, message }];
  }
  return new DiscordError(400, { message: 'Invalid Form Body', code: 50035, errors });
}
