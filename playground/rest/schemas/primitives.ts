import { z } from 'zod';
import { codePoints } from '../../state/code-points.ts';

/** Adds a complaint with Discord's own code. */
export function complain(
  ctx: z.core.$RefinementCtx,
  code: string,
  message: string,
  path: PropertyKey[] = [],
): void {
  ctx.addIssue({ code: 'custom', message, params: { code }, path });
}

function checkLength(ctx: z.core.$RefinementCtx, length: number, min: number, max: number): void {
  if (length >= min && length <= max) return;
  if (min > 0) complain(ctx, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  else complain(ctx, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
}

/** A string within limits, counted in code points as Discord does. */
export function text(min: number, max: number) {
  return z.string().superRefine((value, ctx) => {
    if (min > 0 && value === '') complain(ctx, 'BASE_TYPE_REQUIRED', 'This field is required');
    else checkLength(ctx, codePoints(value), min, max);
  });
}

/** A list within limits. */
export function list<T extends z.ZodType>(item: T, min: number, max: number) {
  return z.array(item).superRefine((value, ctx) => checkLength(ctx, value.length, min, max));
}

/** An integer within limits. */
export function integer(min: number, max: number) {
  return z.int().superRefine((value, ctx) => {
    if (value < min) complain(ctx, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    if (value > max) complain(ctx, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
  });
}

/** A snowflake as a string of digits. */
export const snowflake = z.string().superRefine((value, ctx) => {
  if (!/^\d{1,20}$/.test(value))
    complain(ctx, 'NUMBER_TYPE_COERCE', `Value "${value.slice(0, 40)}" is not snowflake.`);
});

/** An address with one of the given schemes. */
export function url(...schemes: string[]) {
  return z.string().superRefine((value, ctx) => {
    const scheme = schemes.find((prefix) => value.startsWith(`${prefix}://`));
    if (scheme === undefined)
      complain(ctx, 'URL_TYPE_INVALID_SCHEME', `Scheme must be one of (${schemes.join(', ')}).`);
    else if (!URL.canParse(value)) complain(ctx, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    else if (value.length > 2048) complain(ctx, 'BASE_TYPE_MAX_LENGTH', 'Must be 2048 or fewer in length.');
  });
}

/** Complains of each second appearance in a list. */
export function unique<T>(items: T[], keyOf: (item: T) => unknown, found: (index: number) => void): void {
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (key === undefined || key === null) return;
    if (seen.has(key)) found(index);
    seen.add(key);
  });
}
