/** An object of JSON, whose properties may be anything. */
export type JsonObject = Record<string, unknown>;

/** Whether a value of JSON is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a text, or undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The list that is found first below one of these keys, or the document itself where it is one. */
export function listIn(document: unknown, keys: readonly string[]): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  const about = isObject(document) ? document : {};
  return keys.map((key) => about[key]).find((value) => Array.isArray(value));
}
