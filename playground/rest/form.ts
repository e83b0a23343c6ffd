import type { z } from 'zod';
import { isRecord } from '../state/is-record.ts';
import { invalidForm } from './errors.ts';
import type { FieldError } from './errors.ts';

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
