import { parse, stringify, validate } from 'uuid';
import type { z } from 'zod';
import type { Caller } from '../../domain/ownership/caller.ts';
import { UserError } from '../../errors.ts';

/** Discord's limit for a custom_id, in characters. */
const MAX = 100;
const PACKED_UUID = '~';

/** What a button, select or modal carries: which component it is, whom it belongs to, and its state. */
export interface CustomId {
  /** Of the component: one from before its state meant something else says so instead of doing harm. */
  version: number;
  component: string;
  userId: string;
  values: string[];
}

/** A UUID in the 22 characters that it has in a custom_id. */
export function packUuid(id: string): string {
  return Buffer.from(parse(id)).toString('base64url');
}

function pack(value: string): string {
  if (validate(value) && value === value.toLowerCase()) return PACKED_UUID + packUuid(value);
  return encodeURIComponent(value).replaceAll(PACKED_UUID, '%7E');
}

function unpack(text: string): string {
  if (!text.startsWith(PACKED_UUID)) return decodeURIComponent(text);
  return stringify(Buffer.from(text.slice(1), 'base64url'));
}

/** Writes a custom_id; UUIDs take 23 characters in it. @throws RangeError beyond Discord's 100 characters */
export function writeCustomId(id: CustomId): string {
  const text = [id.version, id.component, id.userId, ...id.values.map(pack)].join(':');
  if (text.length > MAX)
    throw new RangeError(`the custom_id of ${id.component} would be longer than ${MAX} characters`);
  return text;
}

/** Reads a custom_id; null for one of another version, or that none of ours ever was. */
export function readCustomId(text: string): CustomId | null {
  const [version, component, userId, ...values] = text.split(':');
  if (!component || !userId || !/^\d{1,20}$/.test(userId) || !/^\d{1,3}$/.test(version ?? '')) return null;
  try {
    return { version: Number(version), component, userId, values: values.map(unpack) };
  } catch {
    // Malformed escapes and ids: somebody made this up.
    return null;
  }
}

/** How the state of a component or a form travels in its custom_id. */
export function stateIn<S extends z.ZodObject>(
  component: string,
  version: number,
  state: S,
): {
  write: (caller: Caller, values: z.input<S>) => string;
  /** @throws UserError for a state that is none */
  read: (values: readonly string[]) => z.output<S>;
} {
  const keys = Object.keys(state.shape);
  return {
    write: (caller, values) =>
      writeCustomId({
        version,
        component,
        userId: caller.userId,
        values: keys.map((key) => String(values[key as keyof typeof values])),
      }),
    read(values) {
      const result = state.safeParse(Object.fromEntries(keys.map((key, i) => [key, values[i]])));
      // Nobody typed it: it is from before the state had this form, or made up.
      if (!result.success) throw new UserError('errors.staleButton');
      return result.data;
    },
  };
}
