import type { z } from 'zod';
import { isRecord } from '../state/is-record.ts';

/** Discord's codes for the errors made here, with the HTTP status and message it sends. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const ERRORS = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
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

const REQUIRED = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
const WRONG_TYPE: Record<string, [string, string]> = {
  object: ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  string: ['STRING_TYPE_CONVERT', 'Could not interpret value as string.'],
};

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined),
    body,
  );
}

function complaint(issue: z.core.$ZodIssue, body: unknown): Omit<FieldError, 'path'> {
  if (issue.code === 'custom') {
    const code: unknown = issue.params?.['code'];
    return { code: typeof code === 'string' ? code : 'BASE_TYPE_INVALID', message: issue.message };
  }
  if ((valueAt(body, issue.path) ?? null) === null) return REQUIRED;
  if (issue.code === 'invalid_union')
    return { code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of the known types.' };
  if (issue.code === 'invalid_value')
    return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.join(', ')}}.` };
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  const [code, message] = WRONG_TYPE[expected] ?? ['NUMBER_TYPE_COERCE', 'Value is not an integer.'];
  return { code, message };
}

/** Turns what zod found wrong with a body into Discord's words; `prefix` is where the body lies in the request. */
export function fieldErrors(error: z.ZodError, body: unknown, prefix: PropertyKey[] = []): FieldError[] {
  return error.issues.map((issue) => ({
    path: [...prefix, ...issue.path],
    ...complaint(issue, body),
  }));
}

/** Parses a body, or throws 50035. */
export function parseForm<T extends z.ZodType>(
  schema: T,
  body: unknown,
  prefix: PropertyKey[] = [],
): z.output<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalidForm(fieldErrors(parsed.error, body ?? {}, prefix));
}
