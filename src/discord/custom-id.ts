import { parse, stringify, validate } from 'uuid';

/** Raised whenever what a custom_id means changes, so that buttons from before say so instead of doing harm. */
const VERSION = '1';
/** Discord's limit for a custom_id, in characters. */
const MAX = 100;
const PACKED_UUID = '~';

/** What a button, select or modal carries: which component it is, whom it belongs to, and its state. */
export interface CustomId {
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
  const text = [VERSION, id.component, id.userId, ...id.values.map(pack)].join(':');
  if (text.length > MAX)
    throw new RangeError(`the custom_id of ${id.component} would be longer than ${MAX} characters`);
  return text;
}

/** Reads a custom_id; null for one of another version, or that none of ours ever was. */
export function readCustomId(text: string): CustomId | null {
  const [version, component, userId, ...values] = text.split(':');
  if (version !== VERSION || !component || !userId || !/^\d{1,20}$/.test(userId)) return null;
  try {
    return { component, userId, values: values.map(unpack) };
  } catch {
    // Malformed escapes and ids: somebody made this up.
    return null;
  }
}
