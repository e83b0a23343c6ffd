import { types } from 'node:util';
import { Model } from 'objection';
import { Conflict, Forbidden, NotFound, UserError, type MessageParams } from '../../errors.ts';
import manifest from '../../../package.json' with { type: 'json' };

/** Bytes of a result that are kept at most: what an answer needs takes a few hundred. */
export const RESULT_MAX_BYTES = 65_536;

/** What people may be refused with. */
const KINDS = [Conflict, Forbidden, NotFound];

/** The key that tells a tagged value from a plain object. */
const TAG = '$';

type ModelClass = typeof Model & (new () => Model);

const models = new Map<string, ModelClass>();

/** Lets instances of a model be part of a result. */
export function registerModel(model: ModelClass): void {
  models.set(model.tableName, model);
}

/**
 * Writes what a transaction returned as JSON from which `readResult` makes the same again: null, booleans, strings,
 * numbers, bigints, undefined, Dates, arrays, plain objects, and models with whatever fields they have.
 * @returns null when it would be larger than `RESULT_MAX_BYTES`
 * @throws TypeError for anything else: a transaction that returns it cannot be answered a second time
 */
export function writeResult(value: unknown): string | null {
  const text = JSON.stringify({ version: manifest.version, value: encode(value) });
  return Buffer.byteLength(text) > RESULT_MAX_BYTES ? null : text;
}

/** Writes what a transaction was refused with, in place of a result. */
export function writeRefusal({ name, key, params }: UserError): string {
  return JSON.stringify({ version: manifest.version, refusal: { name, key, params } });
}

/** Reads a result, parsed as JSON; null when there is none, or another version of the bot wrote it. */
export function readResult(stored: unknown): { value: unknown } | { refusal: UserError } | null {
  if (!isRecord(stored) || stored['version'] !== manifest.version) return null;
  const { refusal } = stored;
  if (!isRecord(refusal)) return { value: decode(stored['value']) };
  const Kind = KINDS.find(({ name }) => name === refusal['name']) ?? UserError;
  return { refusal: new Kind(String(refusal['key']), refusal['params'] as MessageParams) };
}

function encode(value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === undefined) return { [TAG]: 'undefined' };
  if (typeof value === 'number') {
    // JSON knows neither these nor the sign of zero.
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { [TAG]: 'number', of: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (typeof value === 'bigint') return { [TAG]: 'bigint', of: String(value) };
  if (Array.isArray(value)) return Array.from(value, encode);
  if (types.isDate(value)) return { [TAG]: 'date', of: encode(value.getTime()) };
  if (value instanceof Model) {
    const { tableName } = value.constructor as ModelClass;
    if (!models.has(tableName))
      throw new TypeError(`the model of ${tableName} is not registered; see base-model.ts`);
    return { [TAG]: 'model', table: tableName, of: fields(value) };
  }
  if (!isRecord(value)) throw new TypeError(`a transaction cannot return ${describe(value)}`);
  return TAG in value ? { [TAG]: 'object', of: fields(value) } : fields(value);
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (!isRecord(value)) return value;
  const { [TAG]: tag, of, table } = value;
  switch (tag) {
    case undefined:
      return unfields(value);
    case 'object':
      return unfields(of);
    case 'undefined':
      return undefined;
    case 'number':
      return Number(of);
    case 'bigint':
      return BigInt(String(of));
    case 'date':
      return new Date(Number(decode(of)));
    case 'model': {
      const model = models.get(String(table));
      if (!model) throw new TypeError(`no model of ${String(table)} is registered`);
      return Object.assign(new model(), unfields(of));
    }
    default:
      throw new TypeError(`a stored result has the unknown tag ${String(tag)}`);
  }
}

const fields = (record: object): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, encode(value)]));

const unfields = (record: unknown): object =>
  Object.fromEntries(Object.entries(record as object).map(([key, value]) => [key, decode(value)]));

/** A plain object; its prototype may be that of another realm. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `an instance of ${value.constructor.name}`
    : `a ${typeof value}`;
}
